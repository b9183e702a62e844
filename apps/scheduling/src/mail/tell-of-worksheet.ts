import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { AssignedWorksheet, Engagement, Firm, Person } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { presentMembersOf } from "./engagement-members.js";
import { frontendPage } from "./frontend-page.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

/** Tells a participant of a worksheet to fill in, or to work on once more, unless it is handed in or withdrawn by now. */
export const tellOfWorksheet = job({
  name: "tellOfWorksheet",
  lane: "mail",
  told: { assignedWorksheet: uuid },
  causedBy: [on(["worksheet.assigned", "worksheet.handed_back"], tellParticipant)],

  async run(services, { firmId, assignedWorksheet }, signal): Promise<void> {
    const letter = await letterOf(services, firmId, assignedWorksheet);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

function tellParticipant(transaction: Transaction, { ids: { assignedWorksheet } }: Naming<"assignedWorksheet">): void {
  enqueue(transaction, tellOfWorksheet, { assignedWorksheet });
}

function letterOf(
  services: JobServices,
  firmId: string,
  id: string,
): Promise<PlainLetter<"worksheetWanted"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const assigned = await transaction.findOne(AssignedWorksheet, { id });
    if (!assigned || assigned.status === "HANDED_IN") return undefined;
    const { participantId, engagementId, title: worksheet, handInCount, createdAt } = assigned;
    const present = await presentMembersOf(transaction, engagementId, now);
    if (!present.some((member) => member.id === participantId)) return undefined;
    const reader = (await transaction.findOne(Person, { id: participantId }))!;
    const { title } = (await transaction.findOne(Engagement, { id: engagementId }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "worksheets", id);
    const facts = { worksheet, title, firm, isAgain: assigned.status === "HANDED_BACK" };
    // Each round has a letter of its own.
    return { kind: "worksheetWanted", id: `${id}.${handInCount}`, reader, firm, page, facts, writtenAt: createdAt };
  });
}
