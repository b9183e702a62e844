import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes whom coaches must not be matched with, and what counts in the firm when they are. */
export function writeMatching(firm: DemoFirm, { add, createdAt, tell }: Writing): void {
  for (const [coach, person, reason] of firm.conflicts) {
    const people = { coach_id: demoPersonId(firm, coach), person_id: demoPersonId(firm, person) };
    const conflictOfInterest = add("conflict_of_interest", { ...people, reason, created_at: createdAt });
    tell({ type: "conflict_of_interest.created", ids: { conflictOfInterest } }, "manager");
  }
  const matchWeights = add("match_weights", { program_id: null, ...firm.weights });
  tell({ type: "match_weights.set", ids: { matchWeights } }, "manager");
}
