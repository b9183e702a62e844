import { ADMINS, changed, clearable, longText, mutation, required, usual, wordOf } from "../../common/declare.js";
import { BulkExport } from "./bulk-export.js";
import { BulkExportFormat } from "./bulk-words.js";

/** The most exports of a firm that wait or run at a time. */
export const MOST_UNENDED_EXPORTS = 20;

export const StartBulkExport = mutation("bulkExport", {
  owner: "gateway",
  description:
    "Exports a whole list, however long: each object becomes a line of JSON, or a record of CSV, with what the query selects. It is read page by page in the background, with the rights that you have by then.",
  roles: ADMINS,
  keys: "any",
  input: {
    query: required(
      longText(20_000),
      "A GraphQL query with one list at its root, such as `{ people { nodes { id name } } }`, without `first` and `after` there. A list within it has a `first`.",
    ),
    variables: clearable(longText(20_000), "The values of the query's variables, as a JSON object."),
    format: usual(
      wordOf(BulkExportFormat),
      "JSON_LINES",
      "What the result is. A column of a CSV is named by the path to its value, such as `organization.name`. A list is one cell, and a list within a list is refused.",
    ),
  },
  refusals: {
    TOO_EXPENSIVE: "A single object costs more than an operation may.",
    INSUFFICIENT_SCOPE: "The API key may not read what the query asks for.",
    TOO_MANY: `The firm already has ${MOST_UNENDED_EXPORTS} exports that wait or run.`,
  },
  result: { bulkExport: changed(BulkExport, "The export, which waits for its turn.") },
});
