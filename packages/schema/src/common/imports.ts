import { Int } from "type-graphql";
import { required, usual } from "./inputs.js";
import { flag, rawText } from "./kinds.js";
import { told } from "./mutation.js";

/** The text of an import. `columns` says which columns it has, and what it needs. */
export const csvOf = (columns: string, most: number) =>
  required(
    rawText,
    `CSV (RFC 4180, UTF-8), separated by commas, semicolons or tabs. The first line names the columns, in any order: ${columns} At most ${numberOf(most)} records.`,
  );

/** How an import is done. `dry` says what a dry run leaves alone. */
export const importChoices = (dry = "Nothing is changed.") => ({
  partial: usual(
    flag,
    false,
    "Whether to write the valid records even if others are refused. By default, a refused record stops the whole import.",
  ),
  dryRun: usual(
    flag,
    false,
    `Whether to only report what the import would do. ${dry} An idempotency key is used up by it.`,
  ),
});

/** Why nothing of an import is written. */
export const importRefusals = (most: number) =>
  ({
    BROKEN_CSV: "The text is not CSV, or the header lacks a column or names one twice.",
    TOO_MANY_RECORDS: `The file has more than ${numberOf(most)} records.`,
    RECORDS_REFUSED: "Some records were refused and `partial` was not set. Nothing was written.",
  }) as const;

/** How many records of an import had which outcome. `things` are what they are about. */
export const importCounts = (things: string) => ({
  created: told<number>(() => Int, `How many ${things} were created.`),
  unchanged: told<number>(() => Int, `How many ${things} already matched their records.`),
  refused: told<number>(() => Int, "How many records were refused."),
});

function numberOf(most: number): string {
  return most.toLocaleString("en");
}
