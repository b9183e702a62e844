import { wordsOf, type WordOf } from "./enums.js";

export const Role = wordsOf("Role", "What a person is in a firm; somebody may be several.", {
  OWNER: "Owns the practice: may do everything.",
  ADMIN: "Runs the practice: as the owner.",
  PROGRAM_MANAGER: "Designs programs and manages engagements.",
  COACH: "Coaches and mentors.",
  CLIENT: "Is coached or mentored: clients and mentees.",
  SPONSOR: "Pays for engagements, on behalf of an organization.",
  FINANCE: "Bills for engagements.",
});
export type Role = WordOf<typeof Role>;

/** What an API key may do: `resource:read`. */
export const SCOPES = {
  "people:read": "Read people, organizations and teams.",
  "engagements:read": "Read engagements with their coaches and participants.",
  "schedule:read": "Read availability and sessions, find free slots, watch the schedule.",
} as const;
export type Scope = keyof typeof SCOPES;

/** They decide who is in the firm, and what partners may do. */
export const ADMINS = ["OWNER", "ADMIN"] as const satisfies readonly Role[];

/** Those who run the practice see all of it, but for what belongs to the conversation itself. */
export const MANAGERS = [...ADMINS, "PROGRAM_MANAGER"] as const satisfies readonly Role[];

/** They set when a coach works: those who run the practice, and the coach. */
export const SCHEDULERS = [...MANAGERS, "COACH"] as const satisfies readonly Role[];

/** They book sessions: those who run the practice, and whoever meets in them. */
export const BOOKERS = [...SCHEDULERS, "CLIENT"] as const satisfies readonly Role[];

/** Both sides of an engagement. */
export const MEMBERS = ["COACH", "CLIENT"] as const satisfies readonly Role[];

export const EVERYBODY = Object.values(Role);

/** Visible to those who run the practice, whole. */
export const toManagers = { OWNER: true, ADMIN: true, PROGRAM_MANAGER: true } as const;
