import { type Entity, readableEntities, readableOf } from "@coachwork/reader";
import type { Actor } from "./actor.js";
import { ADMINS, MANAGERS, type Role } from "./grants.js";

/** What API keys can be given, and what they then do with it. The types themselves say which of these shows them. */
const RESOURCES = {
  people: {
    read: "Read people, organizations and teams.",
    write: "Change them, too.",
  },
  engagements: {
    read: "Read engagements with their coaches and participants.",
    write: "Change them, too.",
  },
  schedule: {
    read: "Read availability and sessions, find free slots, watch the schedule.",
    write: "Change availability, and book, move and cancel sessions, too.",
  },
} as const;

type Resource = keyof typeof RESOURCES;
export type ReadScope = `${Resource}:read`;
export type WriteScope = `${Resource}:write`;
export type Scope = ReadScope | WriteScope;

/** What an API key may do: `resource:read`, and `resource:write`, which includes reading. */
export const SCOPES = Object.fromEntries(
  Object.entries(RESOURCES).flatMap(([resource, { read, write }]) => [
    [`${resource}:read`, read],
    [`${resource}:write`, write],
  ]),
) as Readonly<Record<Scope, string>>;

/** The scopes in a sentence of a description. */
export const scopesInWords = Object.keys(SCOPES)
  .map((scope) => `\`${scope}\``)
  .join(", ");

/** What a key with these scopes holds: who may write a resource reads it, too. */
export function grantsOfScopes(scopes: readonly string[]): string[] {
  return [...new Set(scopes.flatMap((scope) => [scope, readScopeOf(scope)]))].sort();
}

/** The scope that shows what this one changes. */
function readScopeOf(scope: string): string {
  return scope.replace(/:write$/, ":read");
}

/** The scopes that show a type. */
export function scopesThatShow(entity: Entity): ReadScope[] {
  const { visible } = readableOf(entity);
  return Object.keys(RESOURCES)
    .map((resource) => `${resource as Resource}:read` as const)
    .filter((scope) => scope in visible);
}

/** Which key may call a mutation: one with this scope, any, or none. */
export type KeyAccess = WriteScope | "any" | "none";

/**
 * The scope that a key needs for a mutation: that of the type that it changes, if one scope alone shows the type. Keys act for the
 * firm. So they call only what those who run it may, and nothing of what no scope shows.
 */
export function keyAccessTo(name: string, roles: readonly Role[], changed: unknown): KeyAccess {
  if (!MANAGERS.some((role) => roles.includes(role))) return "none";
  if (!isReadable(changed)) return "none";
  const [scope, ...more] = scopesThatShow(changed);
  if (more.length > 0) throw new Error(`Say which scope a key needs for ${name}: several show ${changed.name}.`);
  return scope === undefined ? "none" : (scope.replace(/:read$/, ":write") as WriteScope);
}

function isReadable(type: unknown): type is Entity {
  return typeof type === "function" && readableEntities().get(type.name) === type;
}

/**
 * Whether somebody acts with one of these roles. A key that may write acts for the firm, as an admin does, in what its scopes open.
 */
export function actsAs({ personId, grants }: Pick<Actor, "personId" | "grants">, roles: readonly Role[]): boolean {
  if (personId !== null) return roles.some((role) => grants.includes(role));
  return roles.includes(KEYS_ACT_AS) && grants.some((grant) => grant.endsWith(":write"));
}

const KEYS_ACT_AS = ADMINS[1];
