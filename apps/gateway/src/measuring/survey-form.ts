import type { CommandContext } from "@coachwork/platform";
import type { AskedQuestion, SurveyPrivacy, SurveyQuestionInput } from "@coachwork/schema";

type Context = CommandContext<"WRONG_QUESTION">;

/** The widest scale: its numbers are buttons on a page. */
const WIDEST = 20;

/** The questions as they are stored. Refuses a question that lacks what its kind needs, or whose answers nobody could read. */
export function formOf(
  context: Context,
  privacy: SurveyPrivacy,
  questions: readonly SurveyQuestionInput[],
): readonly AskedQuestion[] {
  return questions.map((question, place) => questionOf(context, privacy, question, `questions.${place}`));
}

function questionOf(
  context: Context,
  privacy: SurveyPrivacy,
  question: SurveyQuestionInput,
  at: string,
): AskedQuestion {
  const { label, kind, isRequired, choices, lowest, highest, currency } = question;
  const refuse = (name: string, message: string) =>
    context.refuse("WRONG_QUESTION", `${at}.${name}`, `“${label}” ${message}`);
  if (kind === "TEXT" && privacy === "ANONYMOUS")
    refuse(
      "kind",
      "asks for a text, which nobody could read in an anonymous survey. Leave it out, or make the survey NAMED.",
    );
  if (kind === "RETURN" && privacy === "GROUPED")
    refuse("kind", "asks for a return, which a 360 does not measure. Leave it out.");
  const isChosen = kind === "ONE_CHOICE" || kind === "MANY_CHOICES";
  if (isChosen && !choices) refuse("choices", "needs choices: give 2 to 20.");
  if (!isChosen && choices) refuse("choices", `is ${kind}, which has no choices: leave them out.`);
  if (choices && new Set(choices).size < choices.length) refuse("choices", "has a choice twice: give each once.");
  const isScale = kind === "SCALE";
  for (const [name, bound] of Object.entries({ lowest, highest })) {
    if (isScale && bound === undefined) refuse(name, `is a scale: give its ${name} number.`);
    if (!isScale && bound !== undefined) refuse(name, `is ${kind}, which has no ${name} number: leave it out.`);
  }
  if (isScale && lowest! >= highest!) refuse("highest", `goes from ${lowest} to ${highest}: give a higher number.`);
  if (isScale && highest! - lowest! > WIDEST)
    refuse("highest", `goes from ${lowest} to ${highest}: give at most ${lowest! + WIDEST}.`);
  if (kind === "RETURN" && currency === undefined) refuse("currency", "asks for a return: give its currency.");
  if (kind !== "RETURN" && currency !== undefined)
    refuse("currency", `is ${kind}, which has no currency: leave it out.`);
  return {
    ...{ label, kind, isRequired, choices: choices ?? [] },
    ...{ lowest: lowest ?? null, highest: highest ?? null, currency: currency ?? null },
  };
}
