import { ADMINS, listed, mutation, told } from "../common/declare.js";
import { csvOf, importChoices, importCounts, importRefusals } from "../common/imports.js";
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
    csv: csvOf(
      "external_id, title, kind, format, mentoring_form, status (DRAFT by default), objectives, starts_on, ends_on, allocation_unit, allocation_amount, pro_bono, organization, team and program (by name), coaches and participants (external ids or e-mail addresses, separated by `;`). It needs external_id. An empty cell says nothing.",
      MOST_IMPORTED_ENGAGEMENTS,
    ),
    ...importChoices(),
  },
  refusals: {
    ...importRefusals(MOST_IMPORTED_ENGAGEMENTS),
  },
  result: {
    records: told<readonly ImportedEngagement[]>(() => [ImportedEngagement], "Every record, in the order of the file."),
    ignoredColumns: listed<string>(() => String, "The columns of the file that were not read."),
    ...importCounts("engagements"),
  },
});
