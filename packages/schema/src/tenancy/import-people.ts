import { Int } from "type-graphql";
import { ADMINS, flag, mutation, rawText, required, told, usual } from "../common/declare.js";
import { ImportedRecord } from "./imported-record.js";

export const ImportPeople = mutation("importPeople", {
  owner: "gateway",
  description:
    "Adds and changes people as a roster says: each is found by the external id, then by the e-mail address; organizations and teams are added by name. The same roster again changes nothing. For OWNER and ADMIN; only OWNER gives or takes the roles OWNER and ADMIN.",
  roles: ADMINS,
  input: {
    csv: required(
      rawText,
      "CSV (RFC 4180, UTF-8) with the columns external_id, name, email, roles (separated by `;`), organization, team, time_zone, locale. At most 5,000 records.",
    ),
    partial: usual(flag, false, "Write the good records even if others are refused; otherwise it is all or nothing."),
  },
  refusals: {
    BROKEN_CSV: "The text is not CSV, or lacks a column.",
    TOO_MANY_RECORDS: "There are more than 5,000 records.",
    RECORDS_REFUSED: "Records were refused and `partial` was not asked for, so that nothing was written.",
  },
  result: {
    records: told<readonly ImportedRecord[]>(() => [ImportedRecord], "Each record, in the file's order."),
    created: told<number>(() => Int, "How many people were created."),
    updated: told<number>(() => Int, "How many people were changed."),
    unchanged: told<number>(() => Int, "How many people were as their records say already."),
    refused: told<number>(() => Int, "How many records were refused."),
  },
});
