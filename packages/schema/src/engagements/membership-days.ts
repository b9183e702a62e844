/** When somebody belongs to an engagement. Dates are `YYYY-MM-DD`. */
export interface MembershipDays {
  readonly joinedOn: string;
  /** The first day without the membership. Null means that it has no end. */
  readonly leftOn: string | null;
}

/** Whether a membership covers a day: from the day of joining to the day before leaving. */
export function isMemberOn({ joinedOn, leftOn }: MembershipDays, day: string): boolean {
  return joinedOn <= day && (leftOn === null || leftOn > day);
}

/** Whether a membership covers this day or a later one. A membership that ended on its first day never covered any. */
export function isMemberFrom({ joinedOn, leftOn }: MembershipDays, day: string): boolean {
  return leftOn === null || (leftOn > day && leftOn > joinedOn);
}

/** `isMemberOn` in SQL, for the row with the alias `membership` and a date. */
export function memberOnSql(membership: string, day: string): string {
  return `${membership}.joined_on <= ${day} and (${membership}.left_on is null or ${membership}.left_on > ${day})`;
}

/** `isMemberFrom` in SQL. */
export function memberFromSql(membership: string, day: string): string {
  return `(${membership}.left_on is null or ${membership}.left_on > greatest(${day}, ${membership}.joined_on))`;
}
