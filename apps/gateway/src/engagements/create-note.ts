import { implement, newId } from "@coachwork/platform";
import { CreateNote, Engagement, Note } from "@coachwork/schema";
import { COACHES, isOn, PARTICIPANTS } from "./membership.js";

/**
 * Writes a note. Coaches choose who can read theirs. Participants share theirs with everybody in the engagement. People
 * who only manage the engagement are not part of the conversation.
 */
export const createNote = implement(CreateNote, async (context, input) => {
  const { transaction, actor, now } = context;
  const { id: engagementId } = await context.fetch(Engagement, input.engagementId, "engagementId");
  if (!(await isOn(context, COACHES, engagementId))) {
    if (!(await isOn(context, PARTICIPANTS, engagementId))) {
      context.refuse(
        "FORBIDDEN",
        "engagementId",
        "Only the engagement's coaches and participants can write notes on it.",
      );
    }
    if (input.visibility !== "SHARED") {
      context.refuse("FORBIDDEN", "visibility", "Participants can only write notes with the visibility SHARED.");
    }
  }
  const id = newId();
  await transaction.insert(Note, {
    id,
    engagementId,
    authorId: actor.personId,
    visibility: input.visibility,
    text: input.text,
    createdAt: new Date(now),
  });
  transaction.tell({ type: "note.created", ids: { engagement: engagementId, note: id } });
  return { note: id };
});
