import { changed, EVERYBODY, flag, locale, mutation, optional, text, timeZone } from "../common/declare.js";
import { Person } from "./person.js";

export const UpdateMe = mutation("updateMe", {
  owner: "gateway",
  description: "Changes your own name, time zone, language and settings. Fields that you leave out stay the same.",
  roles: EVERYBODY,
  keys: "none",
  input: {
    name: optional(text(200), "Your new name."),
    timeZone: optional(timeZone, "Your new time zone."),
    locale: optional(locale, "The language for e-mails to you (BCP 47)."),
    sharesBusyTime: optional(
      flag,
      "Whether your sessions in other firms block your time in this one, and the other way round.",
    ),
    getsReminders: optional(flag, "Whether you get reminders of sessions by e-mail."),
  },

  result: { person: changed(Person, "Your changed record.") },
});
