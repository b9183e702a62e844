import { type Membership, membersOn } from "./engagement-people.js";

const LAST_DAY = "9999-12-31";

/** Whether somebody has left by a date, and not come back. */
export function hasLeft(personId: string, memberships: readonly Membership[], date: string): boolean {
  return lastLeft(personId, memberships, date) !== undefined && !isMember(personId, memberships, date);
}

/**
 * The successor on a date of a coach who has left by then: the coach they handed over to, or that coach's own
 * successor. Undefined if there is nobody.
 */
export function successorOn(personId: string, memberships: readonly Membership[], date: string): string | undefined {
  const seen = new Set<string>();
  for (let id: string | undefined = personId; id !== undefined && !seen.has(id);) {
    seen.add(id);
    id = lastLeft(id, memberships, date)?.handedOverToId ?? undefined;
    if (id !== undefined && isMember(id, memberships, date)) return id;
  }
  return undefined;
}

/** The day since which somebody has left who came to nothing before it, such as before an engagement's first day. */
export function leftSince(personId: string, memberships: readonly Membership[]): string | undefined {
  return lastLeft(personId, memberships, LAST_DAY)?.leftOn ?? undefined;
}

function isMember(personId: string, memberships: readonly Membership[], date: string): boolean {
  return membersOn(memberships, date).includes(personId);
}

/** Somebody's latest membership that ended by a date. */
function lastLeft(personId: string, memberships: readonly Membership[], date: string): Membership | undefined {
  return memberships
    .filter((membership) => membership.personId === personId && membership.leftOn !== null && membership.leftOn <= date)
    .toSorted((a, b) => (a.leftOn! < b.leftOn! ? -1 : 1))
    .at(-1);
}
