import { implement } from "@coachwork/platform";
import { Note, NoteVersion, RemoveNote } from "@coachwork/schema";
import { ownNote } from "./own-note.js";

/** Removes a note with its earlier texts. Only the event is left, which holds no text. */
export const removeNote = implement(RemoveNote, async (context, input) => {
  const { transaction } = context;
  const { id, engagementId } = await ownNote(context, input.id, "remove");
  await transaction.delete(NoteVersion, { noteId: id });
  await transaction.delete(Note, { id });
  transaction.tell({ type: "note.removed", ids: { engagement: engagementId, note: id } });
  return { engagement: engagementId };
});
