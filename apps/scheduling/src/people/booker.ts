import type { CommandContext } from "@coachwork/platform";
import type { CancellingParty, Override } from "@coachwork/schema";
import type { EngagementPeople } from "./engagement-people.js";
import { partyOf } from "./party.js";

/** Who books or moves a session. */
export interface Booker {
  /** Null for a job. */
  readonly personId: string | null;
  /** Their side. */
  readonly party: CancellingParty;
  /** What they say that they book over. */
  readonly override: ReadonlySet<Override>;
}

/** The viewer as the booker of a session. Clients override nothing. */
export function bookerOf(
  context: CommandContext<never>,
  { override }: { readonly override?: readonly Override[] | null },
  people: EngagementPeople,
): Booker {
  const party = partyOf(context.actor, people);
  if (party === "CLIENT" && override != null && override.length > 0) {
    const message = "Only the engagement's coaches and owners, admins and program managers can override anything.";
    context.refuse("FORBIDDEN", "override", message);
  }
  return { personId: context.actor.personId, party, override: new Set(override) };
}
