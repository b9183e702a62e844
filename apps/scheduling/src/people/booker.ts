import type { CommandContext } from "@coachwork/platform";
import { type CancellingParty, type Override, Person, uuidOf } from "@coachwork/schema";
import type { EngagementPeople } from "./engagement-people.js";
import { actingFor, partyOf } from "./party.js";

/** Who books or moves a session. */
export interface Booker {
  /** The person for whom a delegate acts, or else the person who acts. Null for a job. */
  readonly personId: string | null;
  /** Their side. */
  readonly party: CancellingParty;
  /** What they say that they book over. */
  readonly override: ReadonlySet<Override>;
  /** All for whom a delegate may act in the engagement. Empty for people who act for themselves or the firm. */
  readonly principalIds?: readonly string[];
}

interface Asked {
  readonly override?: readonly Override[] | null;
  readonly coachIds?: readonly string[] | null;
}

/** The viewer as the booker of a session. Clients override nothing. */
export function bookerOf(
  context: CommandContext<never>,
  { override, coachIds }: Asked,
  people: EngagementPeople,
): Booker {
  const { actor } = context;
  const party = partyOf(actor, people);
  if (party === "CLIENT" && override != null && override.length > 0) {
    const message = "Only the engagement's coaches and owners, admins and program managers can override anything.";
    context.refuse("FORBIDDEN", "override", message);
  }
  const principals = actingFor(actor, people);
  const named = new Set(coachIds?.map((id) => uuidOf(Person, id)));
  // A delegate of several coaches acts for the one whom they name.
  const principal = principals.find(({ personId }) => named.has(personId)) ?? principals[0];
  const principalIds = principals.map(({ personId }) => personId);
  return { personId: principal?.personId ?? actor.personId, party, override: new Set(override), principalIds };
}
