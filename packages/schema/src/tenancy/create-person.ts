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
    "Adds a person to the firm. Only an owner can give the role OWNER. Only owners and admins can give the roles ADMIN and FINANCE.",
  roles: MANAGERS,
  input: {
    name: required(text(200), "The name."),
    email: required(email, "The e-mail address. Unique in the firm, ignoring case."),
    roles: required(list(wordOf(Role), { least: 1 }), "The person's roles in the firm."),
    timeZone: required(timeZone, "The person's time zone."),
    locale: clearable(locale, "The language for e-mails to the person (BCP 47). Defaults to `en`."),
    externalId: clearable(text(200), "The person's id in another system. Unique in the firm."),
    organizationId: clearable(idOf(Organization), "The client company that the person works for."),
    teamId: clearable(idOf(Team), "The person's team. It must belong to the organization."),
  },
  refusals: { ...emailTaken, EXTERNAL_ID_TAKEN: "Somebody in the firm already has this external id." },
  result: { person: changed(Person, "The new person.") },
});
