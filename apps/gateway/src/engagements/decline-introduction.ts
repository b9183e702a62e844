import { implement } from "@coachwork/platform";
import { DeclineIntroduction } from "@coachwork/schema";
import { answerAsViewer } from "./introduction-to-answer.js";

/** Declines an introduction. Neither learns the other's address. */
export const declineIntroduction = implement(DeclineIntroduction, async (context, { id }) => ({
  introduction: await answerAsViewer(context, id, "DECLINED"),
}));
