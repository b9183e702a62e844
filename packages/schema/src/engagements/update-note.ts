import { changed, idOf, longText, MEMBERS, mutation, required, stale, versionRead } from "../common/declare.js";
import { Note } from "./note.js";

export const UpdateNote = mutation("updateNote", {
  owner: "gateway",
  description:
    "Changes the text of a note that you wrote. The earlier text is kept as a version. Everybody who can read the note can read it. Who can read a note never changes: remove it and write another.",
  roles: MEMBERS,
  input: {
    id: required(idOf(Note), "The note."),
    text: required(longText(20_000), "The new text, which replaces the old one."),
    version: versionRead,
  },
  refusals: stale,
  result: { note: changed(Note, "The note with its new text.") },
});
