import { changed, EVERYBODY, flag, locale, mutation, optional, text, timeZone } from "../common/declare.js";
import { Person } from "./person.js";

export const UpdateMe = mutation("updateMe", {
  owner: "gateway",
  description: "Changes your own name, time zone and language. For everybody who is signed in.",
  roles: EVERYBODY,
  input: {
    name: optional(text(200), "Your new name, {range}."),
    timeZone: optional(timeZone, "The zone you live in now."),
    locale: optional(locale, "The language to write to you in (BCP 47)."),
    sharesBusyTime: optional(
      flag,
      "Whether your sessions in other firms block your time here, and those here block it there.",
    ),
  },

  result: { person: changed(Person, "You, changed.") },
});
