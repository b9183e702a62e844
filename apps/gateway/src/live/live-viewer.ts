import { type Actor, EXPECTED } from "@coachwork/schema";
import { type Clock, dateIn } from "@coachwork/platform";

/**
 * A socket lives longer than the moment in which its owner is added to an engagement that begins later, so it always looks as one who
 * is. The rows decide what that shows.
 */
function grantsOf({ grants }: Actor): readonly string[] {
  const mayJoin = !grants.includes(EXPECTED) && (grants.includes("COACH") || grants.includes("CLIENT"));
  return mayJoin ? [...grants, EXPECTED].sort() : grants;
}

/** Days begin at whole minutes in every time zone. */
const MINUTE_MS = 60_000;

/** The socket owner's viewer on today's date. It is the same object as long as nothing about it changes. */
export function viewerOf(owner: { readonly actor?: Actor | undefined }, clock: Clock): () => Actor | null {
  let known: { readonly of: Actor; readonly viewer: Actor; minute: number } | undefined;
  return () => {
    const { actor } = owner;
    if (!actor) return null;
    const now = clock.now();
    const minute = Math.floor(now / MINUTE_MS);
    if (known?.of === actor && known.minute === minute) return known.viewer;
    const today = todayIn(actor.firmTimeZone, now, minute);
    if (known?.of === actor && known.viewer.today === today) known.minute = minute;
    else known = { of: actor, viewer: { ...actor, grants: grantsOf(actor), today }, minute };
    return known.viewer;
  };
}

/**
 * Today's date by time zone, cached for one minute. Thousands of sockets ask at every event, and time zones are slow.
 */
const dates = new Map<string, string>();
let minuteOfDates = 0;

function todayIn(zone: string, now: number, minute: number): string {
  if (minute !== minuteOfDates) dates.clear();
  minuteOfDates = minute;
  const known = dates.get(zone);
  if (known !== undefined) return known;
  const today = dateIn(zone, now);
  dates.set(zone, today);
  return today;
}
