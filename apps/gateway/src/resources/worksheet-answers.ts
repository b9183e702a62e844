import type { CommandContext } from "@coachwork/platform";
import type { FormField, StoredAnswer, WorksheetAnswerInput } from "@coachwork/schema";

type Context = CommandContext<"UNKNOWN_FIELD" | "ANSWERED_TWICE" | "WRONG_ANSWER">;

/** The answers as they are stored, in the order of the form. Refuses what a field does not ask for. */
export function answersTo(
  context: Context,
  form: readonly FormField[],
  given: readonly WorksheetAnswerInput[],
): readonly StoredAnswer[] {
  const answered = new Set<number>();
  const answers = given.map((answer, place) => {
    const at = `answers.${place}`;
    const { number } = answer;
    const field = form[number - 1];
    if (!field) {
      const message = `The form has no field ${number}. Its fields are 1 to ${form.length}.`;
      return context.refuse("UNKNOWN_FIELD", `${at}.number`, message);
    }
    if (answered.has(number)) {
      const message = `“${field.label}” is answered twice. Give one answer.`;
      context.refuse("ANSWERED_TWICE", `${at}.number`, message);
    }
    answered.add(number);
    return answerTo(context, field, answer, at);
  });
  return answers.sort((a, b) => a.number - b.number);
}

type Part = "text" | "value" | "choices";

/** By which part a field of a kind is answered. */
const parts: Readonly<Record<FormField["kind"], Part>> = {
  SHORT_TEXT: "text",
  LONG_TEXT: "text",
  NUMBER: "value",
  SCALE: "value",
  ONE_CHOICE: "choices",
  MANY_CHOICES: "choices",
};

function answerTo(context: Context, field: FormField, answer: WorksheetAnswerInput, at: string): StoredAnswer {
  const { text = null, value = null, choices = null, number } = answer;
  const { label, kind } = field;
  const part = parts[kind];
  const refuse = (name: Part, wrong: string) =>
    context.refuse("WRONG_ANSWER", `${at}.${name}`, `“${label}” takes ${wantedBy(field)}. ${wrong}`);
  const given = { text, value, choices };
  const other = (Object.keys(given) as Part[]).find((name) => name !== part && given[name] !== null);
  if (other) refuse(other, `Give ${part}, and leave ${other} out.`);
  if (given[part] === null) refuse(part, `Give ${part}.`);
  if (kind === "SHORT_TEXT" && (text!.includes("\n") || [...text!].length > 200))
    refuse("text", text!.includes("\n") ? "It has several lines." : `It has ${[...text!].length} characters.`);
  if (kind === "SCALE" && !(Number.isInteger(value) && value! >= field.lowest! && value! <= field.highest!))
    refuse("value", `It is ${value}.`);
  const unknown = choices?.find((choice) => !field.choices.includes(choice));
  if (unknown !== undefined) refuse("choices", `“${unknown}” is not among them.`);
  if (choices && new Set(choices).size < choices.length) refuse("choices", "One is chosen twice.");
  if (kind === "ONE_CHOICE" && choices!.length > 1) refuse("choices", `${choices!.length} are chosen.`);
  return { number, label, text, value, choices: choices ?? [] };
}

/** What a field takes, in words. */
function wantedBy({ kind, choices, lowest, highest }: FormField): string {
  const all = choices.map((choice) => `“${choice}”`).join(", ");
  switch (kind) {
    case "SHORT_TEXT":
      return "a line of 1 to 200 characters";
    case "LONG_TEXT":
      return "a text";
    case "NUMBER":
      return "a number";
    case "SCALE":
      return `a whole number from ${lowest} to ${highest}`;
    case "ONE_CHOICE":
      return `one of ${all}`;
    case "MANY_CHOICES":
      return `some of ${all}`;
  }
}

/** Refuses to hand in a form with required fields that have no answer. */
export function refuseMissing(
  context: CommandContext<"ANSWER_MISSING">,
  form: readonly FormField[],
  answers: readonly StoredAnswer[],
): void {
  const answered = new Set(answers.map(({ number }) => number));
  const missing = form.findIndex(({ isRequired }, place) => isRequired && !answered.has(place + 1));
  if (missing < 0) return;
  const message = `“${form[missing]!.label}” (field ${missing + 1}) needs an answer: it takes ${wantedBy(form[missing]!)}.`;
  context.refuse("ANSWER_MISSING", "answers", message);
}
