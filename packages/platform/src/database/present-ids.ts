import { apiIdOf } from "@coachwork/reader";
import { Person, uuidOf } from "@coachwork/schema";
import type { Database } from "./database.js";
import type { TenantScope } from "./scope.js";

/**
 * The input with the ids that its ids of people mean today, where a duplicate was merged into a person. Undefined if it names
 * nobody who was merged. Lists name nobody twice.
 */
export async function withPresentIds<Input>(
  database: Database,
  scope: TenantScope,
  input: Input,
): Promise<Input | undefined> {
  const named = [...new Set(idsIn(input))];
  if (named.length === 0) return undefined;
  const rows = await database.read(
    scope,
    "select id, person_id from merged_person where firm_id = $1::uuid and id = any($2::uuid[])",
    [scope.firmId, named.map((id) => uuidOf(Person, id))],
  );
  if (rows.length === 0) return undefined;
  const present = new Map(
    rows.map(({ id, person_id }) => [apiIdOf(Person, id as string), apiIdOf(Person, person_id as string)]),
  );
  return renamed(input, present) as Input;
}

const personId = new RegExp(`^${apiIdOf(Person, "")}[0-9a-f]{32}$`);

function idsIn(part: unknown): string[] {
  if (typeof part === "string") return personId.test(part) ? [part] : [];
  return isPlain(part) ? Object.values(part).flatMap(idsIn) : [];
}

function renamed(part: unknown, present: ReadonlyMap<string, string>): unknown {
  if (typeof part === "string") return present.get(part) ?? part;
  if (Array.isArray(part)) {
    const all = part.map((each) => renamed(each, present));
    return all.every((each) => typeof each === "string") ? [...new Set(all)] : all;
  }
  if (!isPlain(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, renamed(inner, present)]));
}

function isPlain(part: unknown): part is object {
  return typeof part === "object" && part !== null && !(part instanceof Date);
}
