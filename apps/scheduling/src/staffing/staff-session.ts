import type { CommandContext } from "@coachwork/platform";
import type { Staffing } from "@coachwork/schema";
import { byFairness } from "../core/fairness.js";
import { type Candidates, readinessOf } from "./coach-readiness.js";
import { sharesOf } from "./counted-sessions.js";
import { type Objection, refuseIf } from "./objection.js";
import type { Staff } from "./take-coaches.js";
import type { Query } from "../availability/working-hours.js";

/** How to staff a session. */
interface Asked {
  readonly staffing?: Staffing | null;
  readonly least?: number | null;
}

const MOST_COACHES = 100;

/** How many of the candidates a session needs. */
export function coachesNeeded(
  context: CommandContext<"NO_COACH">,
  { staffing, least }: Asked,
  candidates: readonly string[],
): number {
  const there = candidates.length;
  if (staffing !== "N_OF" && least != null)
    context.refuse("INVALID", "least", "least is only for the staffing N_OF; leave it out.");
  switch (staffing) {
    case "ANY":
    case "ROUND_ROBIN":
      return 1;
    case "ONE":
      if (there === 1) return 1;
      return context.refuse("INVALID", "staffing", `ONE needs a single coach, but ${there} are given; name one.`);
    case "N_OF":
      if (least == null || least < 1 || least > MOST_COACHES)
        context.refuse("INVALID", "least", `least is ${least ?? "not given"}; it must be 1 to ${MOST_COACHES}.`);
      if (least <= there) return least;
      return context.refuse(
        "NO_COACH",
        "least",
        `The engagement has only ${there} of these coaches then, not ${least}.`,
      );
    default:
      return there;
  }
}

/**
 * The coaches who can take a session, in the order in which to choose them; or why there are too few. Other sessions
 * are not checked.
 */
export async function staffFor(
  context: CommandContext<Objection["code"]>,
  query: Query,
  { staffing }: Asked,
  candidates: Candidates,
  needed: number,
): Promise<Staff> {
  const { ready, objections } = await readinessOf(query, candidates);
  if (ready.length < needed) refuseIf(context, objections[0]);
  if (staffing === "ROUND_ROBIN" || staffing === "N_OF") {
    const shares = await sharesOf(query, candidates);
    const place = new Map(shares.toSorted(byFairness).map(({ coachId }, index) => [coachId, index]));
    return { coaches: ready.toSorted((a, b) => place.get(a.coachId)! - place.get(b.coachId)!), needed };
  }
  const { coachIds } = candidates;
  return { coaches: ready.toSorted((a, b) => coachIds.indexOf(a.coachId) - coachIds.indexOf(b.coachId)), needed };
}
