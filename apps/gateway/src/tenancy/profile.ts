import type { Person } from "@coachwork/schema";

/** What people may change about themselves. Absent values stay the same. */
export interface Profile {
  readonly name?: string | null;
  readonly timeZone?: string | null;
  readonly locale?: string | null;
}

/** The given values that differ from the person's, checked. */
export function profileChanges(
  person: Pick<Person, "name" | "timeZone" | "locale">,
  input: Profile,
): Partial<Pick<Person, "name" | "timeZone" | "locale">> {
  const given = {
    name: input.name ?? person.name,
    timeZone: input.timeZone ?? person.timeZone,
    locale: input.locale ?? person.locale,
  };
  return Object.fromEntries(Object.entries(given).filter(([field, value]) => value !== person[field as keyof Profile]));
}
