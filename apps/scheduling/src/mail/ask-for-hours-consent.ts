import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Firm, HoursConsent, Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { frontendPage } from "./frontend-page.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

/** Asks a client whether a coach's log may name them, unless they have answered by now. */
export const askForHoursConsent = job({
  name: "askForHoursConsent",
  lane: "mail",
  told: { hoursConsent: uuid },
  causedBy: [on(["hours_consent.asked"], askClient)],

  async run(services, { firmId, hoursConsent }, signal): Promise<void> {
    const letter = await letterOf(services, firmId, hoursConsent);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

function askClient(transaction: Transaction, { ids: { hoursConsent } }: Naming<"hoursConsent">): void {
  enqueue(transaction, askForHoursConsent, { hoursConsent });
}

function letterOf(
  services: JobServices,
  firmId: string,
  id: string,
): Promise<PlainLetter<"hoursConsentWanted"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction) => {
    const consent = await transaction.findOne(HoursConsent, { id });
    if (consent?.status !== "ASKED") return undefined;
    const reader = (await transaction.findOne(Person, { id: consent.clientId }))!;
    const coach = (await transaction.findOne(Person, { id: consent.coachId }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "hours-consents", id);
    const facts = { coach: coach.name, firm };
    return { kind: "hoursConsentWanted", id, reader, firm, page, facts, writtenAt: consent.askedAt };
  });
}
