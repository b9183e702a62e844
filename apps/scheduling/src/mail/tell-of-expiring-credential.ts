import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Firm, Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { endingCredential } from "./expiring-credential.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

/** Tells a coach that a credential is about to end, unless it was renewed or archived meanwhile. */
export const tellOfExpiringCredential = job({
  name: "tellOfExpiringCredential",
  lane: "mail",
  told: { credential: uuid },
  causedBy: [on(["credential.expiring"], tellCoach)],

  async run(services, { firmId, credential }, signal): Promise<void> {
    const letter = await letterOf(services, firmId, credential);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

function tellCoach(transaction: Transaction, { ids: { credential } }: Naming<"credential">): void {
  enqueue(transaction, tellOfExpiringCredential, { credential });
}

function letterOf(
  services: JobServices,
  firmId: string,
  id: string,
): Promise<PlainLetter<"credentialExpiring"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const credential = await endingCredential(transaction, id, now);
    if (!credential || credential.isExpired || credential.warnedFor !== credential.validUntil) return undefined;
    const { body, level, validUntil } = credential;
    const reader = (await transaction.findOne(Person, { id: credential.personId }))!;
    if (reader.status === "DEACTIVATED") return undefined;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "credentials", id);
    const facts = { credential: [body, level].filter(Boolean).join(" "), day: dayTo(reader, validUntil), firm };
    const letterId = `${id}.${validUntil}`;
    return { kind: "credentialExpiring", id: letterId, reader, firm, page, facts, writtenAt: credential.warnAt };
  });
}
