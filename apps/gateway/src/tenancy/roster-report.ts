import type { AbsentPeople } from "./roster-absent.js";
import type { Plan } from "./roster-plan.js";

/** What becomes of a plan: everything is written, nothing is, or it is only reported. */
export type Written = "all" | "nothing" | "tried";

/** The payload's report. It names no record's person if nothing was written. A dry run names those whom the firm knows already. */
export function reportOf(plans: readonly Plan[], absent: AbsentPeople | undefined, written: Written) {
  const outcomeOf = ({ outcome }: Plan) => (written === "nothing" && outcome !== "REFUSED" ? "SKIPPED" : outcome);
  const isNamed = ({ outcome }: Plan) =>
    outcome !== "REFUSED" && (written === "all" || (written === "tried" && outcome !== "CREATED"));
  const count = (wanted: string) => plans.filter((plan) => outcomeOf(plan) === wanted).length;
  const records = plans.map((plan) => ({
    line: plan.record.line,
    externalId: plan.record.externalId,
    outcome: outcomeOf(plan),
    errors: plan.errors,
    changes: written === "nothing" ? [] : plan.changes,
    keptRoles: written === "nothing" || plan.outcome === "REFUSED" ? [] : plan.keptRoles,
    person: isNamed(plan) ? plan.row.id : null,
  }));
  return {
    records,
    created: count("CREATED"),
    updated: count("UPDATED"),
    reactivated: count("REACTIVATED"),
    unchanged: count("UNCHANGED"),
    refused: count("REFUSED"),
    deactivated: written === "nothing" ? 0 : (absent?.leaving ?? 0),
    absent: (absent?.people ?? []).slice(0, plans.length).map(({ id, reason }) => ({
      person: id,
      outcome: reason !== null ? "KEPT" : written === "nothing" ? "SKIPPED" : "DEACTIVATED",
      reason,
    })),
  };
}
