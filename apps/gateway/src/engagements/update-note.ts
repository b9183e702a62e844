import { implement, newId } from "@coachwork/platform";
import { Note, NoteVersion, UpdateNote } from "@coachwork/schema";
import { ownNote } from "./own-note.js";

/** Changes the text of a note and keeps what it said before. */
export const updateNote = implement(UpdateNote, async (context, input) => {
  const { transaction, now } = context;
  const note = await ownNote(context, input.id, "change");
  const { id, engagementId, authorId, visibility, version, text } = note;
  context.refuseStale(note, input.version);
  if (input.text === text) return { note: id };
  const before = { id: newId(), noteId: id, authorId, visibility, version, text };
  await transaction.insert(NoteVersion, { ...before, writtenAt: note.changedAt ?? note.createdAt });
  await transaction.update(Note, { id }, { text: input.text, changedAt: new Date(now) });
  transaction.tell({ type: "note.updated", ids: { engagement: engagementId, note: id } });
  return { note: id };
});
