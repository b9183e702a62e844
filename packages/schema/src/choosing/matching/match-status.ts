import { type WordOf, wordsOf } from "../../common/enums.js";
import type { Move } from "../../common/move.js";

export const MatchStatus = wordsOf("MatchStatus", "The status of a match.", {
  PROPOSED: "Those who run the practice consider it. Nobody else knows of it.",
  OFFERED: "The person, the coach or both have not answered yet.",
  ACCEPTED: "Both accepted. Those who run the practice have to approve it.",
  PAIRED: "The coach is the engagement's.",
  DECLINED: "The person or the coach declined.",
  WITHDRAWN: "It was taken back, or the person chose another coach, or another match became the pairing.",
  EXPIRED: "Not both answered by its last day.",
});
export type MatchStatus = WordOf<typeof MatchStatus>;

export const MatchAnswer = wordsOf("MatchAnswer", "What somebody answers to an offer.", {
  ACCEPTED: "They want to work together.",
  DECLINED: "They do not.",
});
export type MatchAnswer = WordOf<typeof MatchAnswer>;

/** The two who are asked. */
export type MatchSide = "PARTICIPANT" | "COACH";

/** A step of a match's life. */
export interface MatchMove extends Move<MatchStatus> {
  /** Who takes it. `TIME` is nobody: it follows from something else. */
  readonly by: "MANAGER" | "ASKED_SIDE" | "TIME";
}

/** Every step of a match's life, as what then has happened to it. Its event has the same name: `match.offered`. */
export const matchMoves = {
  offered: { from: ["PROPOSED"], to: "OFFERED", by: "MANAGER" },
  // One side accepted, and the other has not answered yet.
  agreed: { from: ["OFFERED"], to: "OFFERED", by: "ASKED_SIDE" },
  accepted: { from: ["OFFERED"], to: "ACCEPTED", by: "ASKED_SIDE" },
  // At once, where nobody has to approve it.
  paired: { from: ["ACCEPTED"], to: "PAIRED", by: "MANAGER" },
  declined: { from: ["OFFERED"], to: "DECLINED", by: "ASKED_SIDE" },
  withdrawn: { from: ["PROPOSED", "OFFERED", "ACCEPTED"], to: "WITHDRAWN", by: "MANAGER" },
  expired: { from: ["OFFERED"], to: "EXPIRED", by: "TIME" },
} as const satisfies Readonly<Record<string, MatchMove>>;

export type MatchMoveName = keyof typeof matchMoves;

/** Days for which an offer can be answered, with the day on which it is made, unless told otherwise. */
export const OFFER_DAYS = 14;
