import type { CommandContext } from "@coachwork/platform";

/** Coaches who are given active engagements, and how many. */
export interface Given {
  readonly personIds: readonly string[];
  /** How many engagements each of them is given. */
  readonly count: number;
  /** The input field that a refusal names. */
  readonly field: string;
}

/**
 * Refuses if one of the coaches has no place for them. Two commands never give the same place. What a coach can take is known by a
 * later slice, which `commands.ts` hands over.
 */
export type TakePlaces = (context: CommandContext<"AT_CAPACITY">, given: Given) => Promise<void>;
