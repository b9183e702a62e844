import { changed, idOf, longText, MEMBERS, mutation, required, wordOf } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { Note, NoteVisibility } from "./note.js";

export const CreateNote = mutation("createNote", {
  owner: "gateway",
  description:
    "Writes a note on an engagement. Its coaches may choose any visibility. Its participants may write SHARED notes.",
  roles: MEMBERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement the note is about."),
    visibility: required(
      wordOf(NoteVisibility),
      "Who can read the note, for good. Participants can only write SHARED notes.",
    ),
    text: required(longText(20_000), "The text."),
  },

  result: { note: changed(Note, "The new note.") },
});
