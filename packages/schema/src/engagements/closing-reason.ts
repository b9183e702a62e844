import { type WordOf, wordsOf } from "../common/enums.js";

export const ClosingReason = wordsOf("ClosingReason", "Why an engagement was completed or cancelled.", {
  GOALS_REACHED: "What was agreed has been reached. Of completed engagements alone.",
  TERM_ENDED: "The agreed time is over, or the allocation is used up. Of completed engagements alone.",
  CONTRACT_ENDED: "The firm or the sponsor ended the contract. Of cancelled engagements alone.",
  LEFT_ORGANIZATION: "A participant left the organization. Of cancelled engagements alone.",
  NO_TIME: "Somebody has no time for it. Of cancelled engagements alone.",
  ON_LEAVE: "Somebody is away for a long time. Of cancelled engagements alone.",
  UNRESPONSIVE: "A participant no longer answers. Of cancelled engagements alone.",
  NO_FIT: "The people do not suit each other. Of cancelled engagements alone.",
  OTHER: "Another reason, which the text tells.",
});
export type ClosingReason = WordOf<typeof ClosingReason>;

/** The steps that end an engagement. */
export type ClosingMove = "completed" | "cancelled";

/** By which steps an engagement can end for each reason. */
export const closingMoves: Readonly<Record<ClosingReason, readonly ClosingMove[]>> = {
  GOALS_REACHED: ["completed"],
  TERM_ENDED: ["completed"],
  CONTRACT_ENDED: ["cancelled"],
  LEFT_ORGANIZATION: ["cancelled"],
  NO_TIME: ["cancelled"],
  ON_LEAVE: ["cancelled"],
  UNRESPONSIVE: ["cancelled"],
  NO_FIT: ["cancelled"],
  OTHER: ["completed", "cancelled"],
};

/** The reasons for which an engagement can end by a step. */
export function closingReasonsOf(move: ClosingMove): ClosingReason[] {
  return (Object.keys(closingMoves) as ClosingReason[]).filter((reason) => closingMoves[reason].includes(move));
}
