import { implement } from "@coachwork/platform";
import { WithdrawIntroduction } from "@coachwork/schema";
import { introductionToDecide } from "./introduction-to-answer.js";
import { withdraw } from "./introductions.js";

/** Withdraws an introduction. Neither learns the other's address. */
export const withdrawIntroduction = implement(WithdrawIntroduction, async (context, { id }) => {
  const { transaction, actor, now } = context;
  const introduction = await introductionToDecide(context, id, "withdrawn");
  if (introduction.mentorId !== actor.personId)
    context.refuse("FORBIDDEN", "id", "Only the mentor who made an introduction can withdraw it. Decline it instead.");
  await withdraw(transaction, introduction, now);
  return { introduction: introduction.id };
});
