import type { CommandContext } from "@coachwork/platform";
import { AssignedWorksheet, Engagement, isEngagementOver } from "@coachwork/schema";
import { COACHES, isOn, PARTICIPANTS } from "../engagements/membership.js";

type Context = CommandContext<"WRONG_STATUS">;

/** Refuses what is only for coaches of the engagement, and in one that has ended. */
export async function refuseUnlessCoach(context: Context, engagement: Engagement, field: string): Promise<void> {
  if (!(await isOn(context, COACHES, engagement.id)))
    context.refuse("FORBIDDEN", field, "Only the engagement's coaches assign worksheets and hand them back.");
  refuseOver(context, engagement, field);
}

/** An assigned worksheet, locked, for its participant. */
export async function ownWorksheet(context: Context, id: string): Promise<AssignedWorksheet> {
  const assigned = await context.fetch(AssignedWorksheet, id, "id", { lock: true });
  const engagement = (await context.transaction.findOne(Engagement, { id: assigned.engagementId }))!;
  const isTheirs = assigned.participantId === context.actor.personId;
  if (!isTheirs || !(await isOn(context, PARTICIPANTS, engagement.id)))
    context.refuse("FORBIDDEN", "id", "Only the participant to whom it is assigned fills it in, while they take part.");
  refuseOver(context, engagement, "id");
  return assigned;
}

/** An assigned worksheet, locked, for the coaches of its engagement. */
export async function coachedWorksheet(context: Context, id: string): Promise<AssignedWorksheet> {
  const assigned = await context.fetch(AssignedWorksheet, id, "id", { lock: true });
  const engagement = (await context.transaction.findOne(Engagement, { id: assigned.engagementId }))!;
  await refuseUnlessCoach(context, engagement, "id");
  return assigned;
}

function refuseOver(context: Context, { status }: Engagement, field: string): void {
  if (!isEngagementOver(status)) return;
  const message = `The engagement is ${status}, so that its worksheets stay as they are. Reopen it first.`;
  context.refuse("WRONG_STATUS", field, message);
}

/** Refuses a due day that is over. */
export function refuseDue(context: CommandContext<"DUE_IN_PAST">, dueOn: string | null | undefined): void {
  const { today } = context.actor;
  if (dueOn == null || dueOn >= today) return;
  context.refuse("DUE_IN_PAST", "dueOn", `It would be due on ${dueOn}, which is over. Give ${today} or a later day.`);
}
