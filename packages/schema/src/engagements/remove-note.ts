import { changedIfAny, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Engagement } from "./engagement.js";
import { Note } from "./note.js";

export const RemoveNote = mutation("removeNote", {
  owner: "gateway",
  description:
    "Removes a note that you wrote, with its earlier texts. Nobody can read it any more, and it cannot be brought back. Only that a note was removed is kept.",
  roles: MEMBERS,
  input: { id: required(idOf(Note), "The note.") },
  result: {
    engagement: changedIfAny(Engagement, "The engagement, without the note. Null for an author who has left it."),
  },
});
