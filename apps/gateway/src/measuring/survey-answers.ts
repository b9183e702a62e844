import type { AskedQuestion, SurveyAnswerInput, SurveyReply } from "@coachwork/schema";

/** Something wrong with an answer. `at` is the path of the answer and its part. */
export interface WrongAnswer {
  readonly code: "UNKNOWN_QUESTION" | "ANSWERED_TWICE" | "WRONG_ANSWER" | "ANSWER_MISSING";
  readonly at: string;
  /** The number of the question. Null if no question is answered. */
  readonly number: number | null;
  readonly message: string;
}

type Part = Exclude<keyof SurveyAnswerInput, "number">;

/** The parts that answer a question of each kind. */
const parts: Readonly<Record<AskedQuestion["kind"], readonly Part[]>> = {
  SCALE: ["value"],
  NPS: ["value"],
  ONE_CHOICE: ["choices"],
  MANY_CHOICES: ["choices"],
  TEXT: ["text"],
  RETURN: ["benefit", "share", "confidence"],
};
const allParts = [...new Set(Object.values(parts).flat())];

/** The answers as they are stored, in the order of the questions, or everything that is wrong with them. */
export function repliesTo(
  form: readonly AskedQuestion[],
  given: readonly SurveyAnswerInput[],
): { readonly replies: readonly SurveyReply[]; readonly wrong: readonly WrongAnswer[] } {
  const [replies, wrong] = [new Map<number, SurveyReply>(), [] as WrongAnswer[]];
  for (const [place, answer] of given.entries()) {
    const { number } = answer;
    const question = form[number - 1];
    const refuse = (code: WrongAnswer["code"], part: string, message: string) =>
      wrong.push({ code, at: `answers.${place}.${part}`, number, message });
    if (!question) {
      const message = `The survey has no question ${number}. Its questions are 1 to ${form.length}.`;
      refuse("UNKNOWN_QUESTION", "number", message);
    } else if (replies.has(number)) {
      refuse("ANSWERED_TWICE", "number", `“${question.label}” is answered twice. Give one answer.`);
    } else {
      const objection = objectionTo(question, answer);
      const says = `“${question.label}” takes ${wantedBy(question)}.`;
      if (objection) refuse("WRONG_ANSWER", objection[0], `${says} ${objection[1]}`);
      replies.set(number, replyOf(answer));
    }
  }
  for (const [place, question] of form.entries()) {
    if (!question.isRequired || replies.has(place + 1)) continue;
    const message = `“${question.label}” (question ${place + 1}) needs an answer: it takes ${wantedBy(question)}.`;
    wrong.push({ code: "ANSWER_MISSING", at: "answers", number: place + 1, message });
  }
  if (given.length === 0 && wrong.length === 0) {
    const message = "No question is answered. Answer at least one.";
    wrong.push({ code: "ANSWER_MISSING", at: "answers", number: null, message });
  }
  return { replies: [...replies.values()].sort((a, b) => a.number - b.number), wrong };
}

function replyOf({ number, value, choices, text, benefit, share, confidence }: SurveyAnswerInput): SurveyReply {
  const money = { benefit: benefit ?? null, share: share ?? null, confidence: confidence ?? null };
  return { number, value: value ?? null, choices: choices ?? [], text: text ?? null, ...money };
}

function objectionTo(question: AskedQuestion, answer: SurveyAnswerInput): [part: Part, wrong: string] | undefined {
  const { kind, choices: known } = question;
  const other = allParts.find((part) => !parts[kind].includes(part) && answer[part] !== undefined);
  if (other) return [other, `Leave ${other} out.`];
  const missing = parts[kind].find((part) => answer[part] === undefined);
  if (missing) return [missing, `Give ${missing}.`];
  const { value, choices = [] } = answer;
  const [lowest, highest] = boundsOf(question);
  if (value !== undefined && (value < lowest || value > highest)) return ["value", `It is ${value}.`];
  const unknown = choices.find((choice) => !known.includes(choice));
  if (unknown !== undefined) return ["choices", `“${unknown}” is not among them.`];
  if (new Set(choices).size < choices.length) return ["choices", "One is chosen twice."];
  if (kind === "ONE_CHOICE" && choices.length > 1) return ["choices", `${choices.length} are chosen.`];
  return undefined;
}

/** The lowest and the highest number that a question takes. */
export function boundsOf({ kind, lowest, highest }: AskedQuestion): readonly [lowest: number, highest: number] {
  return kind === "NPS" ? [0, 10] : [lowest ?? 0, highest ?? 0];
}

/** What a question takes, in words. */
function wantedBy(question: AskedQuestion): string {
  const all = question.choices.map((choice) => `“${choice}”`).join(", ");
  switch (question.kind) {
    case "SCALE":
    case "NPS":
      return `a whole number from ${boundsOf(question).join(" to ")}`;
    case "ONE_CHOICE":
      return `one of ${all}`;
    case "MANY_CHOICES":
      return `some of ${all}`;
    case "TEXT":
      return "a text";
    case "RETURN":
      return `a yearly benefit in ${question.currency}, the share of it that is due to coaching and the confidence, both in percent`;
  }
}
