import { read, type AskedQuestion, surveyAnswers, type SurveyReply } from "@coachwork/schema";
import { repliesTo } from "./survey-answers.js";

/** What the page's form sends, by the names of its fields: `q3`, or `q3.2` for the second part or choice of question 3. */
export type Sent = Readonly<Record<string, string>>;

/** A question whose answer is missing or does not fit. */
export interface Wrong {
  /** Its number. Null if no question is answered. */
  readonly number: number | null;
  readonly isMissing: boolean;
}

/** What the parts of a return are called in the form. */
export const RETURN_PARTS = ["benefit", "share", "confidence"] as const;

/** The answers that a form sends, as they are stored, and the questions whose answers are missing or do not fit. */
export function repliesIn(
  form: readonly AskedQuestion[],
  sent: Sent,
): { readonly replies: readonly SurveyReply[]; readonly wrong: readonly Wrong[] } {
  const given = form.flatMap((question, place) => answerIn(question, place + 1, sent));
  const { value, flaws } = read(surveyAnswers, given);
  if (flaws) {
    const numbers = flaws.map(({ path }) => given[Number(path[0])]?.number ?? 1);
    return { replies: [], wrong: [...new Set(numbers)].map((number) => ({ number, isMissing: false })) };
  }
  const { replies, wrong } = repliesTo(form, value);
  return { replies, wrong: wrong.map(({ number, code }) => ({ number, isMissing: code === "ANSWER_MISSING" })) };
}

interface Given {
  readonly number: number;
  readonly [part: string]: unknown;
}

function answerIn({ kind, choices }: AskedQuestion, number: number, sent: Sent): readonly Given[] {
  const name = `q${number}`;
  const said = sent[name]?.trim() ?? "";
  switch (kind) {
    case "SCALE":
    case "NPS":
      return said === "" ? [] : [{ number, value: wholeIn(said) }];
    case "ONE_CHOICE":
      return said === "" ? [] : [{ number, choices: [choices[wholeIn(said)] ?? said] }];
    case "MANY_CHOICES": {
      const chosen = choices.filter((_, index) => sent[`${name}.${index}`] !== undefined);
      return chosen.length === 0 ? [] : [{ number, choices: chosen }];
    }
    case "TEXT":
      return said === "" ? [] : [{ number, text: said.replaceAll("\r\n", "\n") }];
    case "RETURN": {
      const parts = RETURN_PARTS.flatMap((part) => {
        const amount = sent[`${name}.${part}`]?.trim() ?? "";
        return amount === "" ? [] : [[part, numberIn(amount)] as const];
      });
      return parts.length === 0 ? [] : [{ number, ...Object.fromEntries(parts) }];
    }
  }
}

/** A whole number. Anything else becomes -999, which no question takes. */
function wholeIn(said: string): number {
  return /^-?\d{1,3}$/.test(said) ? Number(said) : -999;
}

function numberIn(said: string): number {
  return /^\d{1,12}([.,]\d{1,2})?$/.test(said) ? Number(said.replace(",", ".")) : -1;
}

/** What the form would send for answers that were given before. */
export function sentBy(form: readonly AskedQuestion[], answers: readonly SurveyReply[]): Sent {
  const pairs = answers.flatMap(({ number, value, choices, text, ...benefit }): [string, string][] => {
    const question = form[number - 1]!;
    const name = `q${number}`;
    if (value !== null) return [[name, String(value)]];
    if (text !== null) return [[name, text]];
    if (question.kind === "RETURN") return RETURN_PARTS.map((part) => [`${name}.${part}`, String(benefit[part])]);
    const places = choices.map((choice) => question.choices.indexOf(choice));
    return places.map((place) => (question.kind === "ONE_CHOICE" ? [name, String(place)] : [`${name}.${place}`, "on"]));
  });
  return Object.fromEntries(pairs);
}
