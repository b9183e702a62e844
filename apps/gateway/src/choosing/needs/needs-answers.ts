import type { CommandContext } from "@coachwork/platform";
import type { NeedsAnswerInput, StoredNeedsQuestion } from "@coachwork/schema";

type Context = CommandContext<"UNKNOWN_QUESTION" | "UNKNOWN_CHOICE" | "ANSWERED_TWICE">;

/** The index of the choice for each question, in order. Undefined for a question without an answer. */
export function choicesIn(
  context: Context,
  questions: readonly StoredNeedsQuestion[],
  answers: readonly NeedsAnswerInput[],
): readonly (number | undefined)[] {
  const chosen: (number | undefined)[] = questions.map(() => undefined);
  for (const [place, { question, choice }] of answers.entries()) {
    const field = `answers.${place}`;
    const asked = questions[question - 1];
    if (!asked) {
      const message = `The questionnaire has no question ${question}. It has ${questions.length}.`;
      return context.refuse("UNKNOWN_QUESTION", `${field}.question`, message);
    }
    if (choice > asked.choices.length) {
      const message = `Question ${question} has no choice ${choice}. It has ${asked.choices.length}.`;
      context.refuse("UNKNOWN_CHOICE", `${field}.choice`, message);
    }
    if (chosen[question - 1] !== undefined) {
      const message = `Question ${question} has two answers. Give one.`;
      context.refuse("ANSWERED_TWICE", `${field}.question`, message);
    }
    chosen[question - 1] = choice - 1;
  }
  return chosen;
}
