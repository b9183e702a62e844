import {
  changed,
  clearable,
  email,
  idOf,
  list,
  locale,
  MANAGERS,
  mutation,
  required,
  text,
  timeZone,
  wordOf,
} from "../common/declare.js";
import { Role } from "../common/grants.js";
import { Organization } from "./organization.js";
import { Person } from "./person.js";
import { emailTaken } from "./refusals.js";
import { Team } from "./team.js";

export const CreatePerson = mutation("createPerson", {
  owner: "gateway",
  description:
    "Adds somebody to the firm. For those who run the practice; only OWNER gives the role OWNER, and only OWNER and ADMIN the roles ADMIN and FINANCE.",
  roles: MANAGERS,
  input: {
    name: required(text(200), "The person's name, {range}."),
    email: required(email, "The person's e-mail address; unique in the firm, whatever its case."),
    roles: required(list(wordOf(Role), { least: 1 }), "What the person is in the firm; at least one."),
    timeZone: required(timeZone, "The zone the person lives in."),
    locale: clearable(locale, "The language to write to the person in (BCP 47); `en` if not given."),
    externalId: clearable(text(200), "The person's id in another system; unique in the firm."),
    organizationId: clearable(idOf(Organization), "The client company the person works for."),
    teamId: clearable(idOf(Team), "The team the person works in; it must be one of the organization's."),
  },
  refusals: { ...emailTaken, EXTERNAL_ID_TAKEN: "Somebody in the firm has this external id." },
  result: { person: changed(Person, "The new person.") },
});
