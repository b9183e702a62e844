import type { Scope } from "@coachwork/schema";
import type { CommandContext, Reason } from "../commands/context.js";
import type { ImportRow } from "./read-import.js";

/** What becomes of a record: it is new, it is there already, or it is refused. */
export interface PlannedRecord<Named extends object = object> {
  readonly row: ImportRow;
  /** The id of what the record is about. Null if it is refused. */
  readonly id: string | null;
  readonly isNew: boolean;
  /** What names the record in the report. */
  readonly named: Named;
}

interface Options {
  readonly partial: boolean;
  readonly dryRun: boolean;
  /** The field of the report that has what a record is about. */
  readonly as: string;
  readonly ignored: readonly string[];
}

/**
 * The report of an import, once its records are planned and before any is written. It refuses the import if some records are refused
 * and it may not be partial. A dry run reports the same, but for the ids of what is new.
 */
export function reportImport<Named extends object>(
  context: CommandContext<"RECORDS_REFUSED">,
  plans: readonly PlannedRecord<Named>[],
  { partial, dryRun, as, ignored }: Options,
) {
  const refused = plans.filter(({ row }) => row.isRefused).length;
  const isStopped = refused > 0 && !partial;
  const outcomeOf = ({ row, isNew }: PlannedRecord<Named>) => {
    if (row.isRefused) return "REFUSED";
    if (isStopped) return "SKIPPED";
    return isNew ? "CREATED" : "UNCHANGED";
  };
  const records = plans.map((plan) => {
    const { row, id, isNew, named } = plan;
    const isThere = !row.isRefused && !(isNew && (dryRun || isStopped));
    return { line: row.line, ...named, outcome: outcomeOf(plan), errors: row.errors, [as]: isThere ? id : null };
  });
  const count = (outcome: string) => records.filter((record) => record.outcome === outcome).length;
  const report = {
    ...{ records, ignoredColumns: ignored },
    ...{ created: count("CREATED"), unchanged: count("UNCHANGED"), refused },
  };
  if (!isStopped) return report;
  const message = `${refused} of ${plans.length} records were refused, so nothing was written. Correct them, or set partial.`;
  const reason: Reason<"RECORDS_REFUSED"> = { code: "RECORDS_REFUSED", field: "csv", message };
  return context.refuseAll([reason], report);
}

/** Refuses a key that does not see what records name: the report of an import tells whether it is there. */
export function needsScopes(context: CommandContext<never>, ...scopes: readonly Scope[]): void {
  const lacking = scopes.filter((scope) => !context.isPerson && !context.actor.grants.includes(scope));
  if (lacking.length === 0) return;
  const message = `This API key lacks the scope ${lacking.join(" and ")}, which it needs for what the records name.`;
  context.refuse("FORBIDDEN", "csv", message);
}
