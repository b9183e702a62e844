import { Int } from "type-graphql";
import { ADMINS, flag, mutation, rawText, required, told, usual } from "../common/declare.js";
import { ImportedRecord } from "./imported-record.js";

export const ImportPeople = mutation("importPeople", {
  owner: "gateway",
  description:
    "Adds and changes people from a roster. People are found by external id first and by e-mail address second. Organizations and teams are added by name. Importing the same roster again changes nothing. Only an owner can give or take the roles OWNER and ADMIN.",
  roles: ADMINS,
  input: {
    csv: required(
      rawText,
      "CSV (RFC 4180, UTF-8) with the columns external_id, name, email, roles (separated by `;`), organization, team, time_zone, locale. At most 5,000 records.",
    ),
    partial: usual(
      flag,
      false,
      "Whether to write the valid records even if others are refused. By default, a refused record stops the whole import.",
    ),
  },
  refusals: {
    BROKEN_CSV: "The text is not CSV, or a column is missing.",
    TOO_MANY_RECORDS: "The file has more than 5,000 records.",
    RECORDS_REFUSED: "Some records were refused and `partial` was not set. Nothing was written.",
  },
  result: {
    records: told<readonly ImportedRecord[]>(() => [ImportedRecord], "Every record, in the order of the file."),
    created: told<number>(() => Int, "How many people were created."),
    updated: told<number>(() => Int, "How many people were changed."),
    unchanged: told<number>(() => Int, "How many people already matched their records."),
    refused: told<number>(() => Int, "How many records were refused."),
  },
});
