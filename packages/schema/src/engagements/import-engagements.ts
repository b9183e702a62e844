import { Int } from "type-graphql";
import { ADMINS, flag, listed, mutation, rawText, required, told, usual } from "../common/declare.js";
import { ImportedEngagement } from "./imported-engagement.js";

/** The most engagements that are imported at a time. */
export const MOST_IMPORTED_ENGAGEMENTS = 1_000;

export const ImportEngagements = mutation("importEngagements", {
  owner: "gateway",
  description:
    "Adds engagements that another system had, as they are there, whatever their status. They are found by external id. One that exists is left as it is, and a record that says something else about it is refused. Importing the same again changes nothing. Nobody gets an e-mail.",
  roles: ADMINS,
  keys: "engagements:write",
  input: {
    csv: required(
      rawText,
      "CSV (RFC 4180, UTF-8), separated by commas, semicolons or tabs. The first line names the columns, in any order: external_id, title, kind, format, mentoring_form, status (DRAFT by default), objectives, starts_on, ends_on, allocation_unit, allocation_amount, pro_bono, organization, team and program (by name), coaches and participants (external ids or e-mail addresses, separated by `;`). It needs external_id. An empty cell says nothing. At most 1,000 records.",
    ),
    partial: usual(
      flag,
      false,
      "Whether to write the valid records even if others are refused. By default, a refused record stops the whole import.",
    ),
    dryRun: usual(
      flag,
      false,
      "Whether to only report what the import would do. Nothing is changed. An idempotency key is used up by it.",
    ),
  },
  refusals: {
    BROKEN_CSV: "The text is not CSV, or the header lacks a column or names one twice.",
    TOO_MANY_RECORDS: "The file has more than 1,000 records.",
    RECORDS_REFUSED: "Some records were refused and `partial` was not set. Nothing was written.",
  },
  result: {
    records: told<readonly ImportedEngagement[]>(() => [ImportedEngagement], "Every record, in the order of the file."),
    ignoredColumns: listed<string>(() => String, "The columns of the file that were not read."),
    created: told<number>(() => Int, "How many engagements were created."),
    unchanged: told<number>(() => Int, "How many engagements already matched their records."),
    refused: told<number>(() => Int, "How many records were refused."),
  },
});
