import type { CommandContext } from "@coachwork/platform";
import { Introduction, type IntroductionAnswer } from "@coachwork/schema";
import { answerIntroduction, isAsked, lockIntroduction } from "./introductions.js";

type Context = CommandContext<"ALREADY_DECIDED">;

/** An introduction that waits for an answer, locked. Refuses every other. `what` cannot be done to it any more. */
export async function introductionToDecide(context: Context, id: string, what: string): Promise<Introduction> {
  const { transaction, now } = context;
  const seen = await context.fetch(Introduction, id, "id");
  const introduction = await lockIntroduction(transaction, seen);
  if (!introduction) return context.refuse("NOT_FOUND", "id", "There is no Introduction with this id.");
  if (await isAsked(transaction, introduction, now)) return introduction;
  const status = introduction.status === "ASKED" ? "EXPIRED" : introduction.status;
  return context.refuse("ALREADY_DECIDED", "id", `The introduction is ${status}. It cannot be ${what} any more.`);
}

/** Answers an introduction as the viewer, who is one of the two. */
export async function answerAsViewer(context: Context, id: string, answer: IntroductionAnswer): Promise<string> {
  const { transaction, actor, now } = context;
  const introduction = await introductionToDecide(context, id, answer.toLowerCase());
  const side = sideOf(introduction, actor.personId);
  if (!side) {
    const message =
      "Only the mentee and the person whom they are introduced to can answer. The mentor can withdraw it.";
    return context.refuse("FORBIDDEN", "id", message);
  }
  const before = side === "MENTEE" ? introduction.menteeAnswer : introduction.introducedAnswer;
  if (before === answer)
    context.refuse("ALREADY_DECIDED", "id", "You have accepted. The introduction waits for the other person's answer.");
  await answerIntroduction(transaction, introduction, { side, answer }, now);
  return introduction.id;
}

function sideOf({ menteeId, introducedId }: Introduction, personId: string | null) {
  if (personId === menteeId) return "MENTEE";
  return personId !== null && personId === introducedId ? "INTRODUCED" : undefined;
}
