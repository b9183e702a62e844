import { ADMINS, listed, mutation, told } from "../../common/declare.js";
import { csvOf, importChoices, importCounts, importRefusals } from "../../common/imports.js";
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
    csv: csvOf(
      "engagement (its external id), starts_at, minutes or ends_at, kind (REGULAR by default), status (COMPLETED or NO_SHOW, as attendance says), time_zone (by default the first coach's), coaches and participants (external ids or e-mail addresses, separated by `;`; by default all of that day), attendance (PRESENT, LATE, EXCUSED or NO_SHOW for each of the participants, separated by `;`; PRESENT by default). It needs engagement and starts_at. An instant without an offset from UTC is in the time zone. An empty cell says nothing.",
      MOST_IMPORTED_SESSIONS,
    ),
    ...importChoices(),
  },
  refusals: {
    ...importRefusals(MOST_IMPORTED_SESSIONS),
  },
  result: {
    records: told<readonly ImportedSession[]>(() => [ImportedSession], "Every record, in the order of the file."),
    ignoredColumns: listed<string>(() => String, "The columns of the file that were not read."),
    ...importCounts("sessions"),
  },
});
