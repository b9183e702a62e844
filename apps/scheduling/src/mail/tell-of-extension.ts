import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Engagement, Extension, Firm, Person } from "@coachwork/schema";
import { z } from "zod";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { presentMembersOf } from "./engagement-members.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

const STATUSES = ["PROPOSED", "ACCEPTED", "DECLINED"] as const;
type Step = (typeof STATUSES)[number];

interface Told extends OfFirm {
  readonly reader: string;
  readonly extension: string;
  readonly status: Step;
}

/** Tells the other side of mentoring that somebody wants to extend it, and the proposer what the other side answered. */
export const tellOfExtension = job({
  name: "tellOfExtension",
  lane: "mail",
  told: { reader: uuid, extension: uuid, status: z.enum(STATUSES) },
  causedBy: [
    on(["extension.proposed"], (transaction, event, now) => tell(transaction, event, "PROPOSED", now)),
    on(["extension.accepted"], (transaction, event, now) => tell(transaction, event, "ACCEPTED", now)),
    on(["extension.declined"], (transaction, event, now) => tell(transaction, event, "DECLINED", now)),
  ],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

async function tell(transaction: Transaction, { ids }: Naming<"extension">, status: Step, now: number): Promise<void> {
  const extension = await transaction.findOne(Extension, { id: ids.extension });
  if (extension?.status !== status) return;
  for (const reader of await readersOf(transaction, extension, now))
    enqueue(transaction, tellOfExtension, { reader, extension: extension.id, status });
}

/** Who is asked, or the proposer who is answered, as far as they are in the engagement today and can sign in. */
async function readersOf(transaction: Transaction, extension: Extension, now: number): Promise<readonly string[]> {
  const there = await presentMembersOf(transaction, extension.engagementId, now);
  const wanted = there.filter(({ id, sides }) =>
    extension.status === "PROPOSED" ? !sides.includes(extension.side) : id === extension.proposedById,
  );
  return wanted.map(({ id }) => id);
}

function letterOf(
  services: JobServices,
  { firmId, reader: id, extension: extensionId, status }: Told,
): Promise<PlainLetter<"extensionProposed" | "extensionAnswered"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const extension = await transaction.findOne(Extension, { id: extensionId });
    if (extension?.status !== status || !(await readersOf(transaction, extension, now)).includes(id)) return undefined;
    const reader = (await transaction.findOne(Person, { id }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "engagements", extension.engagementId);
    const { title } = (await transaction.findOne(Engagement, { id: extension.engagementId }))!;
    const by = status === "PROPOSED" ? extension.proposedById : extension.decidedById!;
    const { name } = (await transaction.findOne(Person, { id: by }))!;
    const [day, before] = [dayTo(reader, extension.endsOn), dayTo(reader, extension.endsOnBefore)];
    const all = { id: `${extensionId}.${id}`, reader, firm, page };
    if (status === "PROPOSED") {
      const facts = { name, title, day, before, message: extension.message };
      return { ...all, kind: "extensionProposed", facts, writtenAt: extension.proposedAt };
    }
    const facts = { name, title, day, before, isAccepted: status === "ACCEPTED" };
    return { ...all, kind: "extensionAnswered", facts, writtenAt: extension.decidedAt! };
  });
}
