import { Role, type RosterField } from "@coachwork/schema";
import type { PersonRow } from "./roster-known.js";
import type { RoleChange } from "./roles.js";

/** What a record changes about a person, with values as a roster writes them. */
export interface Change {
  readonly field: RosterField;
  readonly before: string | null;
  readonly after: string | null;
}

/** Compares a person with what the record makes of them. Somebody new has nothing before. */
export function changesOf(
  before: PersonRow | undefined,
  row: PersonRow,
  held: readonly Role[],
  roles: RoleChange,
  nameOf: (id: string | null) => string | null,
): Change[] {
  const after = held.filter((role) => !roles.lost.includes(role)).concat(roles.gained);
  const values: readonly Change[] = [
    { field: "EXTERNAL_ID", before: before?.externalId ?? null, after: row.externalId },
    { field: "NAME", before: before?.name ?? null, after: row.name },
    { field: "EMAIL", before: before?.email ?? null, after: row.email },
    { field: "ROLES", before: inWords(held), after: inWords(after) },
    { field: "ORGANIZATION", before: nameOf(before?.organizationId ?? null), after: nameOf(row.organizationId) },
    { field: "TEAM", before: nameOf(before?.teamId ?? null), after: nameOf(row.teamId) },
    { field: "TIME_ZONE", before: before?.timeZone ?? null, after: row.timeZone },
    { field: "LOCALE", before: before?.locale ?? null, after: row.locale },
  ];
  return values.filter(({ before: old, after: now }) => old !== now);
}

/** Roles in the canonical order. */
function inWords(roles: readonly Role[]): string | null {
  const words = Object.values(Role).filter((role) => roles.includes(role));
  return words.length === 0 ? null : words.join(";");
}
