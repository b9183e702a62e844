import { Int } from "type-graphql";
import {
  ADMINS,
  count,
  flag,
  group,
  idOf,
  list,
  listed,
  mutation,
  optional,
  rawText,
  required,
  text,
  told,
  usual,
  wordOf,
} from "../common/declare.js";
import { Role } from "../common/grants.js";
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

export const ImportPeople = mutation("importPeople", {
  owner: "gateway",
  description:
    "Adds and changes people from a roster. People are found by external id first and by e-mail address second. Organizations and teams are added by name. Importing the same roster again changes nothing. An import takes away only roles that an import gave. Only an owner can give or take the roles OWNER and ADMIN.",
  roles: ADMINS,
  keys: "people:write",
  input: {
    csv: required(
      rawText,
      "CSV (RFC 4180, UTF-8), separated by commas, semicolons or tabs. The first line names the columns, in any order: external_id, name, email, roles (separated by `;`, `,` or `|`), organization, team, time_zone, locale. It needs email or external_id. What a missing column would say stays as it is. New people need a name and an e-mail address. At most 5,000 records.",
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
    partial: usual(
      flag,
      false,
      "Whether to write the valid records even if others are refused. By default, a refused record stops the whole import.",
    ),
    dryRun: usual(
      flag,
      false,
      "Whether to only report what the import would do. Nobody is changed, and nobody is told. An idempotency key is used up by it.",
    ),
  },
  refusals: {
    BROKEN_CSV: "The text is not CSV, or the header lacks a column or names one twice.",
    UNKNOWN_COLUMN: "The header has no such column.",
    TOO_MANY_RECORDS: "The file has more than 5,000 records.",
    TOO_MANY_ABSENT: "More people would be deactivated than `mostPercent` allows. Nothing was written.",
    RECORDS_REFUSED: "Some records were refused and `partial` was not set. Nothing was written.",
  },
  result: {
    records: told<readonly ImportedRecord[]>(() => [ImportedRecord], "Every record, in the order of the file."),
    ignoredColumns: listed<IgnoredColumn>(() => IgnoredColumn, "The columns of the file that were not read."),
    created: told<number>(() => Int, "How many people were created."),
    updated: told<number>(() => Int, "How many people were changed."),
    unchanged: told<number>(() => Int, "How many people already matched their records."),
    refused: told<number>(() => Int, "How many records were refused."),
    reactivated: told<number>(() => Int, "How many people came back."),
    deactivated: told<number>(() => Int, "How many people were deactivated because no record was about them."),
    absent: listed<AbsentPerson>(
      () => AbsentPerson,
      "Those whom no record is about, if `deactivateAbsent` was set: first those who are to be deactivated, then those who are kept, by name. As many as the roster has records at most.",
    ),
  },
});
