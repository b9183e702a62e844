import { implement } from "@coachwork/platform";
import { AcceptIntroduction } from "@coachwork/schema";
import { answerAsViewer } from "./introduction-to-answer.js";

/** Accepts an introduction. If the other has accepted, too, each learns the other's address. */
export const acceptIntroduction = implement(AcceptIntroduction, async (context, { id }) => ({
  introduction: await answerAsViewer(context, id, "ACCEPTED"),
}));
