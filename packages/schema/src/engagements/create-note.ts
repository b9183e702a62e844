import { changed, idOf, longText, MEMBERS, mutation, required, wordOf } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { Note, NoteVisibility } from "./note.js";

export const CreateNote = mutation("createNote", {
  owner: "gateway",
  description: "Writes a note on an engagement. For its coaches and, with the visibility SHARED, its participants.",
  roles: MEMBERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement it is about."),
    visibility: required(wordOf(NoteVisibility), "Who reads it. Participants write SHARED notes only."),
    text: required(longText(20_000), "What to write down, {range}."),
  },

  result: { note: changed(Note, "The new note.") },
});
