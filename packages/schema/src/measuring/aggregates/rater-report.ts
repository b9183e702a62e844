import type { RaterGroup, RaterResult, RaterThreshold, AskedQuestion, SurveyReply } from "../surveys/index.js";
import { countablesOf, measuresOf, type Tally, tallyOf } from "./tally.js";

/** What a rater of a 360 answered. */
export interface Rated {
  readonly group: RaterGroup;
  readonly answers: readonly SurveyReply[];
}

/**
 * The report of a 360. Each question has a result for each group, and then one for all raters except the subject. A group with
 * fewer answers to a question than its threshold is withheld, and so are its texts. The overall result is then withheld, too: subtracting the other groups from it
 * would reveal the withheld one.
 *
 * @param shuffled puts texts in an order that reveals nothing
 */
export function raterReport(
  form: readonly AskedQuestion[],
  thresholds: readonly RaterThreshold[],
  raters: readonly Rated[],
  shuffled: (texts: readonly string[]) => readonly string[],
): readonly RaterResult[] {
  return form.flatMap((question, place) => {
    const number = place + 1;
    const repliesOf = (chosen: readonly Rated[]) =>
      chosen.flatMap(({ answers }) => answers.filter((answer) => answer.number === number));
    const resultOf = (group: RaterGroup | null, replies: readonly SurveyReply[], withheld: string | null) => {
      const tally = tallyOf(replies);
      const texts = withheld === null ? shuffled(replies.flatMap(({ text }) => (text === null ? [] : [text]))) : [];
      return {
        number,
        label: question.label,
        group,
        n: tally.n,
        ...shownOf(question, tally, withheld),
        texts,
        withheld,
      };
    };
    const groups = thresholds.map(({ group, least }) => {
      const replies = repliesOf(raters.filter((rater) => rater.group === group));
      const withheld = replies.length < least ? `Fewer than ${least} answered.` : null;
      return { group, replies, withheld, isHidden: withheld !== null && replies.length > 0 };
    });
    const told = groups
      .filter(({ replies }) => replies.length > 0)
      .map(({ group, replies, withheld }) => resultOf(group, replies, withheld));
    if (question.kind === "TEXT") return told;
    const others = groups.filter(({ group }) => group !== "SELF");
    const withheld = others.some(({ isHidden }) => isHidden) ? DIFFERENCE : null;
    const all = others.flatMap(({ replies }) => replies);
    return all.length === 0 ? told : [...told, resultOf(null, all, withheld)];
  });
}

const DIFFERENCE = "A group is withheld, and the overall result would reveal it.";

function shownOf(question: AskedQuestion, tally: Tally, withheld: string | null) {
  if (withheld !== null) return { mean: null, nps: null, choices: [], counts: [] };
  const { mean, nps } = measuresOf(question, tally);
  const choices = countablesOf(question);
  return { mean, nps, choices, counts: choices.map((choice) => tally.counts[choice] ?? 0) };
}
