import { Int } from "type-graphql";
import {
  ADMINS,
  count,
  group,
  idOf,
  list,
  listed,
  mutation,
  optional,
  required,
  text,
  told,
  usual,
  wordOf,
} from "../common/declare.js";
import { Role } from "../common/grants.js";
import { csvOf, importChoices, importCounts, importRefusals } from "../common/imports.js";
import { AbsentPerson, ImportedRecord } from "./imported-record.js";
import { Organization } from "./organization.js";
import { IgnoredColumn, RosterField } from "./roster-columns.js";

const RosterColumnInput = group("RosterColumnInput", "What a column of a roster says.", {
  column: required(text(200), "The column as the header names it. Case, blanks and punctuation do not matter."),
  field: required(wordOf(RosterField), "What the column says about a person."),
});

const AbsentPeopleInput = group("AbsentPeopleInput", "Whom a roster names, and how many may be missing.", {
  organizationId: optional(
    idOf(Organization),
    "The organization whose people the roster names. By default, it names all people of the firm who have an external id.",
  ),
  mostPercent: usual(
    count(1, 50),
    10,
    "The most of these people, in percent, that may be deactivated. If it would be more, the import is refused. One person may be in any case.",
  ),
});

/** The most people that are imported at a time. */
export const MOST_IMPORTED_PEOPLE = 5_000;

export const ImportPeople = mutation("importPeople", {
  owner: "gateway",
  description:
    "Adds and changes people from a roster. People are found by external id first and by e-mail address second. Organizations and teams are added by name. Importing the same roster again changes nothing. An import takes away only roles that an import gave. Only an owner can give or take the roles OWNER and ADMIN.",
  roles: ADMINS,
  keys: "people:write",
  input: {
    csv: csvOf(
      "external_id, name, email, roles (separated by `;`, `,` or `|`), organization, team, time_zone, locale. It needs email or external_id. What a missing column would say stays as it is. New people need a name and an e-mail address.",
      MOST_IMPORTED_PEOPLE,
    ),
    columns: optional(
      list(RosterColumnInput, { most: 8 }),
      "What columns with other names say. A column that is named here is read instead of the one that has the usual name.",
    ),
    rolesOfNewPeople: usual(
      list(wordOf(Role), { least: 1 }),
      ["CLIENT"],
      "The roles of new people if the roster has no column for roles.",
    ),
    deactivateAbsent: optional(
      AbsentPeopleInput,
      "Deactivates those whom no record is about, as `deactivatePerson` does: people with an external id only. Owners, admins, program managers, finance and those who coach are kept, and told in `absent`. A later roster that names somebody again brings them back, with the roles that it names or, without a column for roles, with those from before. A record that is refused is about somebody all the same.",
    ),
    ...importChoices("Nobody is changed, and nobody is told."),
  },
  refusals: {
    ...importRefusals(MOST_IMPORTED_PEOPLE),
    UNKNOWN_COLUMN: "The header has no such column.",
    TOO_MANY_ABSENT: "More people would be deactivated than `mostPercent` allows. Nothing was written.",
  },
  result: {
    records: told<readonly ImportedRecord[]>(() => [ImportedRecord], "Every record, in the order of the file."),
    ignoredColumns: listed<IgnoredColumn>(() => IgnoredColumn, "The columns of the file that were not read."),
    ...importCounts("people"),
    updated: told<number>(() => Int, "How many people were changed."),
    reactivated: told<number>(() => Int, "How many people came back."),
    deactivated: told<number>(() => Int, "How many people were deactivated because no record was about them."),
    absent: listed<AbsentPerson>(
      () => AbsentPerson,
      "Those whom no record is about, if `deactivateAbsent` was set: first those who are to be deactivated, then those who are kept, by name. As many as the roster has records at most.",
    ),
  },
});
