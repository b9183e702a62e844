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

/** Those who run the practice see all of it, but for what belongs to the conversation itself. */
export const MANAGERS = ["OWNER", "ADMIN", "PROGRAM_MANAGER"] as const satisfies readonly Role[];

/** Visible to those who run the practice, whole. */
export const toManagers = { OWNER: true, ADMIN: true, PROGRAM_MANAGER: true } as const;
