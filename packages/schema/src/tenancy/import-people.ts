import { Int } from "type-graphql";
import {
  ADMINS,
  flag,
  group,
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
import { ImportedRecord } from "./imported-record.js";
import { IgnoredColumn, RosterField } from "./roster-columns.js";

const RosterColumnInput = group("RosterColumnInput", "What a column of a roster says.", {
  column: required(text(200), "The column as the header names it. Case, blanks and punctuation do not matter."),
  field: required(wordOf(RosterField), "What the column says about a person."),
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
    RECORDS_REFUSED: "Some records were refused and `partial` was not set. Nothing was written.",
  },
  result: {
    records: told<readonly ImportedRecord[]>(() => [ImportedRecord], "Every record, in the order of the file."),
    ignoredColumns: listed<IgnoredColumn>(() => IgnoredColumn, "The columns of the file that were not read."),
    created: told<number>(() => Int, "How many people were created."),
    updated: told<number>(() => Int, "How many people were changed."),
    unchanged: told<number>(() => Int, "How many people already matched their records."),
    refused: told<number>(() => Int, "How many records were refused."),
  },
});
