import {
  ADMINS,
  changed,
  clearable,
  idOf,
  list,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
} from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { ClientProfile } from "./client-profile.js";

export const SetClientProfile = mutation("setClientProfile", {
  owner: "gateway",
  description:
    "Writes the profile of a client or mentee, or changes it. Fields that you leave out stay the same. Clients write their own job, level and interests. Owners and admins write all of it.",
  roles: [...ADMINS, "CLIENT"],
  input: {
    personId: required(idOf(Person), "The client or mentee."),
    job: clearable(text(200), "What they do for a living."),
    level: clearable(text(100), "Their level, as their organization calls it."),
    managerId: clearable(
      idOf(Person),
      "The person whom they report to. It cannot be somebody who reports to them, directly or through others.",
    ),
    interests: optional(list(text(100), { most: 30 }), "All that they want to know about, {range}."),
    version: versionRead,
  },
  refusals: {
    NOT_A_CLIENT: "The person does not hold the role CLIENT.",
    DEACTIVATED: "The manager is deactivated.",
    REPORTS_TO_SELF: "The person would report to themselves, directly or through others.",
    ...stale,
  },
  result: { clientProfile: changed(ClientProfile, "The profile as it is now.") },
});
