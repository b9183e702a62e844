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
  text,
  timeZone,
  wordOf,
} from "../common/declare.js";
import { Role } from "../common/grants.js";
import { Person } from "./person.js";
import { emailTaken } from "./refusals.js";

export const UpdatePerson = mutation("updatePerson", {
  owner: "gateway",
  description: "Changes what is given of a person. For OWNER and ADMIN; only OWNER gives or takes the role OWNER.",
  roles: ADMINS,
  input: {
    id: required(idOf(Person), "The person."),
    name: optional(text(200), "The new name, {range}."),
    email: optional(
      email,
      "The new e-mail address. Withdraws an open invitation. Whoever signs in changes the address themselves: POST /auth/email/change.",
    ),
    roles: optional(list(wordOf(Role), { least: 1 }), "All the roles the person shall hold; at least one."),
    timeZone: optional(timeZone, "The new zone."),
    locale: optional(locale, "The new language (BCP 47)."),
  },
  refusals: {
    ...emailTaken,
    LAST_OWNER: "The firm must keep at least one owner.",
    SIGNS_IN: "The person signs in with the address: only they can change it.",
  },
  result: { person: changed(Person, "The changed person.") },
});
