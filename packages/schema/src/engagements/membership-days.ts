/** From when to when somebody belongs to an engagement; dates as `YYYY-MM-DD`. */
export interface MembershipDays {
  readonly joinedOn: string;
  /** The first day on which it no longer holds. Null: it has no end. */
  readonly leftOn: string | null;
}

/** Whether a membership holds on a day: from the day of joining up to the day before leaving. */
export function isMemberOn({ joinedOn, leftOn }: MembershipDays, day: string): boolean {
  return joinedOn <= day && (leftOn === null || leftOn > day);
}

/** Whether a membership holds on this day or a later one. One that ended on its first day never held. */
export function isMemberFrom({ joinedOn, leftOn }: MembershipDays, day: string): boolean {
  return leftOn === null || (leftOn > day && leftOn > joinedOn);
}

/** `isMemberOn` as SQL, for the row with the alias `membership` and a date. */
export function memberOnSql(membership: string, day: string): string {
  return `${membership}.joined_on <= ${day} and (${membership}.left_on is null or ${membership}.left_on > ${day})`;
}

/** `isMemberFrom` as SQL. */
export function memberFromSql(membership: string, day: string): string {
  return `(${membership}.left_on is null or ${membership}.left_on > greatest(${day}, ${membership}.joined_on))`;
}
