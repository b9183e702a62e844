import { wordsOf, type WordOf } from "../../common/enums.js";

export const BulkExportStatus = wordsOf("BulkExportStatus", "How far an export is.", {
  QUEUED: "It waits for its turn.",
  RUNNING: "It is read, page after page, in turn with those of others.",
  DONE: "The result has everything that was asked for.",
  FAILED: "It ended early. The result has what was read until then.",
  CANCELLED: "Somebody cancelled it. There is no result.",
});
export type BulkExportStatus = WordOf<typeof BulkExportStatus>;

export const BulkExportFormat = wordsOf("BulkExportFormat", "What the result of an export is.", {
  JSON_LINES: "Each object is a line of JSON.",
  CSV: "Each object is a record of CSV (RFC 4180, UTF-8). The first record names the columns.",
});
export type BulkExportFormat = WordOf<typeof BulkExportFormat>;

export const BulkExportFailure = wordsOf("BulkExportFailure", "Why an export ended early.", {
  RIGHTS_LOST:
    "Whoever asked for it may not read this any more: the role or the scope was taken away, or the API key was revoked or has expired.",
  QUERY_FAILED: "The query was answered with an error.",
  TIMEOUT: "A single object takes too long to read. Select less of it.",
  TOO_LARGE: "The result is as large as it may be. Filter the list, and export it in parts.",
  UNAVAILABLE: "A service was unreachable for minutes.",
  INTERNAL: "Something went wrong on our side. The message has a reference.",
});
export type BulkExportFailure = WordOf<typeof BulkExportFailure>;
