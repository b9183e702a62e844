import { type ContextOf, implement, newId } from "@coachwork/platform";
import { AssignedWorksheet, AssignWorksheet, Engagement, Person, Worksheet } from "@coachwork/schema";
import { membersToday, PARTICIPANTS } from "../engagements/membership.js";
import { refuseDue, refuseUnlessCoach } from "./worksheet-standing.js";

/** Assigns a worksheet. Each participant gets the form as it is now. */
export const assignWorksheet = implement(AssignWorksheet, async (context, input) => {
  const { transaction, actor, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId");
  await refuseUnlessCoach(context, engagement, "engagementId");
  // Locked, so that the form stays what it is.
  const worksheet = await context.fetch(Worksheet, input.worksheetId, "worksheetId", { lock: true });
  refuseDue(context, input.dueOn);
  const { title, instructions, form, formVersion } = worksheet;
  for (const participantId of await participantsIn(context, engagement.id, input.participantIds)) {
    const id = newId();
    await transaction.insert(AssignedWorksheet, {
      ...{ id, engagementId: engagement.id, participantId, worksheetId: worksheet.id },
      ...{ title, instructions, form, formVersion, dueOn: input.dueOn ?? null },
      ...{ status: "ASSIGNED", answers: [], comment: null, handInCount: 0 },
      ...{ assignedById: actor.personId, createdAt: new Date(now) },
    });
    transaction.tell({ type: "worksheet.assigned", ids: { engagement: engagement.id, assignedWorksheet: id } });
  }
  return { engagement: engagement.id };
});

async function participantsIn(
  context: ContextOf<typeof AssignWorksheet>,
  engagementId: string,
  named: readonly string[] | undefined,
): Promise<ReadonlySet<string>> {
  const today = await membersToday(context, PARTICIPANTS, engagementId);
  if (!named) {
    if (today.length > 0) return new Set(today);
    const message = "Nobody takes part in the engagement today. Add a participant first.";
    return context.refuse("NOT_A_PARTICIPANT", "engagementId", message);
  }
  const wanted = new Set<string>();
  for (const [place, apiId] of named.entries()) {
    const field = `participantIds.${place}`;
    const { id, name } = await context.fetch(Person, apiId, field);
    if (!today.includes(id))
      context.refuse("NOT_A_PARTICIPANT", field, `${name} does not take part today. Name somebody who does.`);
    wanted.add(id);
  }
  return wanted;
}
