import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { AssignedWorksheet, Engagement, Firm, Person, WorksheetHandIn } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { presentMembersOf } from "./engagement-members.js";
import { frontendPage } from "./frontend-page.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

/** Tells the coach who assigned a worksheet that it is handed in, while they coach the engagement. */
export const tellOfHandIn = job({
  name: "tellOfHandIn",
  lane: "mail",
  told: { worksheetHandIn: uuid },
  causedBy: [on(["worksheet.handed_in"], tellCoach)],

  async run(services, { firmId, worksheetHandIn }, signal): Promise<void> {
    const letter = await letterOf(services, firmId, worksheetHandIn);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

function tellCoach(transaction: Transaction, { ids: { worksheetHandIn } }: Naming<"worksheetHandIn">): void {
  enqueue(transaction, tellOfHandIn, { worksheetHandIn });
}

function letterOf(
  services: JobServices,
  firmId: string,
  id: string,
): Promise<PlainLetter<"worksheetHandedIn"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const handIn = await transaction.findOne(WorksheetHandIn, { id });
    if (!handIn) return undefined;
    const { assignedWorksheetId, engagementId, participantId, handedInAt: writtenAt } = handIn;
    const assigned = (await transaction.findOne(AssignedWorksheet, { id: assignedWorksheetId }))!;
    const present = await presentMembersOf(transaction, engagementId, now);
    const isCoach = present.some(({ id: coach, sides }) => coach === assigned.assignedById && sides.includes("COACH"));
    if (!isCoach) return undefined;
    const reader = (await transaction.findOne(Person, { id: assigned.assignedById }))!;
    const { name } = (await transaction.findOne(Person, { id: participantId }))!;
    const { title } = (await transaction.findOne(Engagement, { id: engagementId }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "worksheets", assignedWorksheetId);
    return {
      ...{ kind: "worksheetHandedIn", id, reader, firm, page, writtenAt },
      facts: { name, worksheet: assigned.title, title, firm },
    };
  });
}
