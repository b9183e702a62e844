import type { Person } from "@coachwork/schema";

/** What people may change of themselves; what is not given stays as it is. */
export interface Profile {
  readonly name?: string | null;
  readonly timeZone?: string | null;
  readonly locale?: string | null;
}

/** Those of the given values that are not the person's already, checked. */
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
