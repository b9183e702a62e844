import type { CommandContext } from "@coachwork/platform";
import type { NeedsQuestionInput, StoredNeedsQuestion } from "@coachwork/schema";

type Context = CommandContext<"REASON_MISSING" | "CHOICE_TWICE" | "ONE_SIDED">;

/** The questions as they are stored. Refuses questions that could not lead to a result with reasons. */
export function questionsOf(context: Context, given: readonly NeedsQuestionInput[]): readonly StoredNeedsQuestion[] {
  for (const [place, { choices }] of given.entries()) refuseChoices(context, choices, `questions.${place}.choices`);
  const questions = given.map(({ text, weight, choices }) => ({
    ...{ text, weight },
    choices: choices.map(({ text, leaning, reason = null, weeks = null, format = null }) => {
      return { text, leaning, reason, weeks, format };
    }),
  }));
  const leanings = questions.flatMap(({ choices }) => choices.map(({ leaning }) => leaning));
  for (const [kind, found] of [
    ["coaching", leanings.some((leaning) => leaning < 0)],
    ["mentoring", leanings.some((leaning) => leaning > 0)],
  ] as const) {
    const message = `No choice leans to ${kind}, so it could never be recommended. Give at least one choice that does.`;
    if (!found) context.refuse("ONE_SIDED", "questions", message);
  }
  return questions;
}

function refuseChoices(context: Context, choices: NeedsQuestionInput["choices"], field: string): void {
  const seen = new Set<string>();
  for (const [place, { text, leaning, reason }] of choices.entries()) {
    if (seen.has(text)) {
      const message = `Two choices say “${text}”. Give each choice of a question its own text.`;
      context.refuse("CHOICE_TWICE", `${field}.${place}.text`, message);
    }
    seen.add(text);
    if (leaning !== 0 && reason == null) {
      const message = `“${text}” leans to ${leaning < 0 ? "coaching" : "mentoring"} without a reason. Give one, or make its leaning 0.`;
      context.refuse("REASON_MISSING", `${field}.${place}.reason`, message);
    }
  }
}
