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

/**
 * Whether a membership makes somebody one of those whom a day concerns. Days before the engagement's first one concern everybody
 * who is to join it: they meet before the work begins.
 */
export function isExpectedOn(membership: MembershipDays, day: string, startsOn: string): boolean {
  return day < startsOn ? isMemberFrom(membership, day) : isMemberOn(membership, day);
}

/** `isExpectedOn` in SQL. */
export function expectedOnSql(membership: string, day: string, startsOn: string): string {
  return `case when ${day} < ${startsOn} then ${memberFromSql(membership, day)} else ${memberOnSql(membership, day)} end`;
}

/** Whether a membership begins after a day, and was not ended before it could. In SQL. */
export function plannedSql(membership: string, day: string): string {
  return `${membership}.joined_on > ${day} and ${memberFromSql(membership, day)}`;
}

/** SQL for "the person joins an engagement after this day". */
export function joinsLaterSql(firm: string, person: string, day: string): string {
  const planned = (table: string) => `exists (select 1 from ${table} m
    where m.firm_id = ${firm} and m.person_id = ${person} and ${plannedSql("m", day)})`;
  return `(${planned("engagement_coach")} or ${planned("engagement_participant")})`;
}
