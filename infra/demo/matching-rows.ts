import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** For so many days an offer can be answered, with its first. */
const DAYS = 14;

/**
 * Writes whom coaches must not be matched with, what counts in the firm when they are, and who was offered to whom yesterday and has not
 * answered yet. `engagements` are the ids by title.
 */
export function writeMatching(firm: DemoFirm, engagements: ReadonlyMap<string, string>, writing: Writing): void {
  const { add, createdAt, tell } = writing;
  for (const [coach, person, reason] of firm.conflicts) {
    const people = { coach_id: demoPersonId(firm, coach), person_id: demoPersonId(firm, person) };
    const conflictOfInterest = add("conflict_of_interest", { ...people, reason, created_at: createdAt });
    tell({ type: "conflict_of_interest.created", ids: { conflictOfInterest } }, "manager");
  }
  const matchWeights = add("match_weights", { program_id: null, ...firm.weights });
  tell({ type: "match_weights.set", ids: { matchWeights } }, "manager");
  writeOffers(firm, engagements, writing);
}

function writeOffers(firm: DemoFirm, engagements: ReadonlyMap<string, string>, { add, day, tell }: Writing): void {
  const at = `${day(-1)}T08:00:00Z`;
  const person = (key: string) => demoPersonId(firm, key);
  for (const { engagement: title, participant, coach, replaces, reason, score } of firm.offers) {
    const engagement = engagements.get(title)!;
    const match = add("match", {
      ...{ engagement_id: engagement, participant_id: person(participant), coach_id: person(coach), score },
      ...{ replaces_id: person(replaces), sessions: "MOVE", reason, proposed_by_id: person("manager") },
      ...{ status: "OFFERED", answer_by: day(DAYS - 2), created_at: at, offered_at: at },
    });
    for (const type of ["match.proposed", "match.offered"] as const)
      tell({ type, ids: { engagement, match } }, "manager");
  }
}
