import { z } from "zod";
import { ExportQueries } from "./export-queries.js";

const DAY_MS = 86_400_000;

/** The settings of exports, by variable. */
export const bulkSettings = {
  /** Days for which the results of exports are kept. */
  BULK_EXPORT_KEEP_DAYS: z.coerce.number({ error: "give a number of days, 1 to 30" }).int().min(1).max(30).default(7),
};

/** The limits of an export. */
export const bulkLimits = {
  /** Lines of a result. */
  rows: 1_000_000,
  /** Bytes of a result. */
  bytes: 1_000_000_000,
  /** Bytes of all results of a firm. When an export ends, the oldest that are beyond it go. */
  firmBytes: 10_000_000_000,
} as const;

/** Where no command runs: to print the schema. */
export const usualExportQueries = new ExportQueries(20_000);

/** Milliseconds for which results are kept. */
export function resultsKeptMs(days: number): number {
  return days * DAY_MS;
}
