import { wordsOf, type WordOf } from "./enums.js";

export const Role = wordsOf("Role", "The role of a person in a firm. A person may hold several roles.", {
  OWNER: "Owns the firm and may do everything.",
  ADMIN: "Runs the firm, with almost all the rights of an owner.",
  PROGRAM_MANAGER: "Designs programs and manages engagements.",
  COACH: "Coaches or mentors.",
  CLIENT: "Is coached or mentored: a client or mentee.",
  SPONSOR: "Pays for engagements on behalf of an organization.",
  FINANCE: "Bills for engagements.",
  ASSISTANT: "Books, moves and cancels sessions for coaches and clients who have them as a delegate.",
});
export type Role = WordOf<typeof Role>;

/** Roles that decide who is in the firm and what partners may do. */
export const ADMINS = ["OWNER", "ADMIN"] as const satisfies readonly Role[];

/** Roles that manage the firm. They see everything except the content of the coaching conversation. */
export const MANAGERS = [...ADMINS, "PROGRAM_MANAGER"] as const satisfies readonly Role[];

/** Roles that set a coach's working hours: managers and the coach. */
export const SCHEDULERS = [...MANAGERS, "COACH"] as const satisfies readonly Role[];

/** Roles that book sessions: managers, coaches and clients. */
export const BOOKERS = [...SCHEDULERS, "CLIENT"] as const satisfies readonly Role[];

/** Roles that book sessions, for themselves or for those whose delegate they are. */
export const ARRANGERS = [...BOOKERS, "ASSISTANT"] as const satisfies readonly Role[];

/**
 * Held, besides their role, by coaches and clients who join an engagement on a later day. It shows the CHEMISTRY
 * sessions to which they are to come, and of the engagement what it takes to arrange them.
 */
export const EXPECTED = "EXPECTED";

/** The two sides of an engagement. */
export const MEMBERS = ["COACH", "CLIENT"] as const satisfies readonly Role[];

export const EVERYBODY = Object.values(Role);

/** Visible in full to managers. */
export const toManagers = { OWNER: true, ADMIN: true, PROGRAM_MANAGER: true } as const;
