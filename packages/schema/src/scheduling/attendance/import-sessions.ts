import { Int } from "type-graphql";
import { ADMINS, flag, listed, mutation, rawText, required, told, usual } from "../../common/declare.js";
import { ImportedSession } from "./imported-session.js";

/** The most sessions that are imported at a time. */
export const MOST_IMPORTED_SESSIONS = 2_000;

export const ImportSessions = mutation("importSessions", {
  owner: "scheduling",
  description:
    "Adds sessions that have taken place, as another system recorded them, however long ago. They count like any other: attendance, hours and the allocation follow. A session is found by its engagement and its start. One that exists is left as it is, and a record that says something else about it is refused. Importing the same again changes nothing. Nobody gets an e-mail.",
  roles: ADMINS,
  keys: "schedule:write",
  input: {
    csv: required(
      rawText,
      "CSV (RFC 4180, UTF-8), separated by commas, semicolons or tabs. The first line names the columns, in any order: engagement (its external id), starts_at, minutes or ends_at, kind (REGULAR by default), status (COMPLETED or NO_SHOW, as attendance says), time_zone (by default the first coach's), coaches and participants (external ids or e-mail addresses, separated by `;`; by default all of that day), attendance (PRESENT, LATE, EXCUSED or NO_SHOW for each of the participants, separated by `;`; PRESENT by default). It needs engagement and starts_at. An instant without an offset from UTC is in the time zone. An empty cell says nothing. At most 2,000 records.",
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
    TOO_MANY_RECORDS: "The file has more than 2,000 records.",
    RECORDS_REFUSED: "Some records were refused and `partial` was not set. Nothing was written.",
  },
  result: {
    records: told<readonly ImportedSession[]>(() => [ImportedSession], "Every record, in the order of the file."),
    ignoredColumns: listed<string>(() => String, "The columns of the file that were not read."),
    created: told<number>(() => Int, "How many sessions were created."),
    unchanged: told<number>(() => Int, "How many sessions already matched their records."),
    refused: told<number>(() => Int, "How many records were refused."),
  },
});
