import { MINIMUM_N, type Survey } from "@coachwork/schema";

/** Whether a survey has asked so few that nothing of their answers could ever be shown. */
export function isTooSmall({ privacy, invitedCount }: Survey): boolean {
  return privacy === "ANONYMOUS" && invitedCount < MINIMUM_N;
}
