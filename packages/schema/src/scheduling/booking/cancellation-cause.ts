import { type WordOf, wordsOf } from "../../common/enums.js";

export const CancellationCause = wordsOf("CancellationCause", "Why the firm had to cancel a session.", {
  COACH_LEFT: "Its coach left the engagement, and nobody takes over.",
  CLIENT_LEFT:
    "Its only client is no longer a client of the firm, or it was before the engagement's first day and nobody is to join any more.",
  ENGAGEMENT_PAUSED: "The engagement was paused on that day.",
  ENGAGEMENT_ENDED: "The engagement was completed or cancelled.",
  TOO_FEW_SEATS: "Fewer seats than the minimum were taken when that was decided.",
});
export type CancellationCause = WordOf<typeof CancellationCause>;
