import {
  ADMINS,
  changed,
  email,
  idOf,
  list,
  locale,
  mutation,
  optional,
  required,
  stale,
  text,
  timeZone,
  versionRead,
  wordOf,
} from "../common/declare.js";
import { Role } from "../common/grants.js";
import { Person } from "./person.js";
import { emailTaken } from "./refusals.js";

export const UpdatePerson = mutation("updatePerson", {
  owner: "gateway",
  description:
    "Changes a person. Fields that you leave out stay the same. Only an owner can give or take the role OWNER.",
  roles: ADMINS,
  input: {
    id: required(idOf(Person), "The person."),
    name: optional(text(200), "The new name."),
    email: optional(
      email,
      "The new e-mail address. This withdraws an open invitation. People who can sign in change their address themselves: POST /auth/email/change.",
    ),
    roles: optional(list(wordOf(Role), { least: 1 }), "All the roles that the person is to hold."),
    timeZone: optional(timeZone, "The new time zone."),
    locale: optional(locale, "The new language (BCP 47)."),
    version: versionRead,
  },
  refusals: {
    ...emailTaken,
    ...stale,
    LAST_OWNER: "The firm must keep at least one owner.",
    SIGNS_IN: "The person signs in with this address. Only they can change it.",
  },
  result: { person: changed(Person, "The changed person.") },
});
