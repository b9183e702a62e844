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
  const last = leaversOn(personId, memberships, date).at(-1)!;
  const next = handedOverTo(last, memberships, date);
  return next !== undefined && isMember(next, memberships, date) ? next : undefined;
}

/** A coach who has left by a date, and then those who followed one after the other and have left by then, too. */
export function leaversOn(personId: string, memberships: readonly Membership[], date: string): string[] {
  const leavers = [personId];
  for (;;) {
    const next = handedOverTo(leavers.at(-1)!, memberships, date);
    if (next === undefined || leavers.includes(next) || isMember(next, memberships, date)) return leavers;
    leavers.push(next);
  }
}

/** The day since which somebody has left who came to nothing before it, such as before an engagement's first day. */
export function leftSince(personId: string, memberships: readonly Membership[]): string | undefined {
  return lastLeft(personId, memberships, LAST_DAY)?.leftOn ?? undefined;
}

function isMember(personId: string, memberships: readonly Membership[], date: string): boolean {
  return membersOn(memberships, date).includes(personId);
}

function handedOverTo(personId: string, memberships: readonly Membership[], date: string): string | undefined {
  return lastLeft(personId, memberships, date)?.handedOverToId ?? undefined;
}

/** Somebody's latest membership that ended by a date. */
function lastLeft(personId: string, memberships: readonly Membership[], date: string): Membership | undefined {
  return memberships
    .filter((membership) => membership.personId === personId && membership.leftOn !== null && membership.leftOn <= date)
    .toSorted((a, b) => (a.leftOn! < b.leftOn! ? -1 : 1))
    .at(-1);
}
