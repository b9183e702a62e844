import type { MatchCriterion, Weights } from "@coachwork/schema";
import { exclusionsOf, type Exclusion } from "./exclusions.js";
import type { CoachFacts, MatchTerms, PersonFacts } from "./match-facts.js";
import { sameLanguage, WordsInCommon } from "./words-in-common.js";

/** What one criterion adds to the score. `points` are at most `weight`, to one decimal. */
export interface Line {
  readonly criterion: MatchCriterion;
  readonly weight: number;
  readonly points: number;
  readonly why: string;
}

export interface Scored {
  readonly coachId: string;
  readonly name: string;
  /** 0 to 100. */
  readonly score: number;
  readonly lines: readonly Line[];
  readonly exclusions: readonly Exclusion[];
}

/**
 * How well a coach suits a person. This is the only place that scores. Each criterion gives a share from 0 to 1, and that share of
 * its weight in points. The score is the points as a percentage of the weights, rounded half up. A criterion is left out if nothing
 * is known of the person, or if its weight is 0. That never depends on the coach, so scores for the same person can be compared.
 * Whoever scores many pairs passes the same `words` for all.
 */
export function score(person: PersonFacts, coach: CoachFacts, terms: MatchTerms, words = new WordsInCommon()): Scored {
  const exactLines = (Object.keys(rules) as MatchCriterion[]).flatMap((criterion) => {
    const weight = terms.weights[criterion];
    const judged = weight > 0 ? rules[criterion](person, coach, words) : undefined;
    return judged ? [{ criterion, weight, exact: weight * judged.share, why: judged.why }] : [];
  });
  const weights = sum(exactLines.map(({ weight }) => weight));
  const points = sum(exactLines.map(({ exact }) => exact));
  return {
    coachId: coach.id,
    name: coach.name,
    score: weights === 0 ? 0 : Math.round((100 * points) / weights),
    lines: exactLines.map(({ exact, ...line }) => ({ ...line, points: Math.round(exact * 10) / 10 })),
    exclusions: exclusionsOf(person, coach, terms),
  };
}

/** Best first. Coaches who can be chosen come before those who cannot. Ties go by name. */
export function ranked(candidates: readonly Scored[]): readonly Scored[] {
  const isExcluded = ({ exclusions }: Scored) => Number(exclusions.length > 0);
  return candidates.toSorted(
    (one, other) =>
      isExcluded(one) - isExcluded(other) ||
      other.score - one.score ||
      one.name.localeCompare(other.name) ||
      one.coachId.localeCompare(other.coachId),
  );
}

interface Judgement {
  /** 0 to 1. */
  readonly share: number;
  readonly why: string;
}

/** A coach who has worked with this many people of a level knows it well. */
const KNOWS_LEVEL = 3;

/** The share where nothing is known for or against a coach. */
const NEUTRAL = 0.5;

type Rule = (person: PersonFacts, coach: CoachFacts, words: WordsInCommon) => Judgement | undefined;

const rules: Readonly<Record<keyof Weights, Rule>> = {
  SPECIALITIES({ interests }, { name, specialities }, words) {
    if (interests.length === 0) return undefined;
    const known = words.matchedBy(interests, specialities);
    const why =
      known.length === 0
        ? `None of the person's interests is a speciality of ${name}.`
        : `${name} specializes in ${known.length} of ${interests.length} interests: ${known.join(", ")}.`;
    return { share: known.length / interests.length, why };
  },

  INDUSTRIES({ job, interests }, { name, industries }, words) {
    const said = [...(job === null ? [] : [job]), ...interests];
    if (said.length === 0) return undefined;
    const industry = industries.find((each) => said.some((text) => words.hasWordsOf(text, each)));
    return industry === undefined
      ? { share: 0, why: `The person's job and interests name none of the industries of ${name}.` }
      : { share: 1, why: `${name} knows the industry ${industry}.` };
  },

  LANGUAGE({ locale }, { name, languages }) {
    const place = languages.findIndex((each) => sameLanguage(each, locale));
    if (place < 0) return { share: 0, why: `${name} does not list ${locale} as a language.` };
    const share = [1, 0.75][place] ?? NEUTRAL;
    return { share, why: `${name} works in ${locale}: language ${place + 1} of ${languages.length}.` };
  },

  LEVEL({ level }, { name, levels }) {
    if (level === null) return undefined;
    const people = levels[level.toLowerCase()] ?? 0;
    const met = people === 1 ? "1 person" : `${people} people`;
    const why = `${name} has worked with ${met} of the level ${level}.`;
    return { share: Math.min(people, KNOWS_LEVEL) / KNOWS_LEVEL, why };
  },

  LOAD(_, { name, load, capacity }) {
    if (capacity === null)
      return { share: NEUTRAL, why: `${name} has ${load} active engagements and drafts, and has set no limit.` };
    const left = Math.max(0, capacity - load);
    return { share: capacity === 0 ? 0 : left / capacity, why: `${name} has ${left} of ${capacity} places left.` };
  },

  HISTORY({ id }, { name, history }) {
    const ended = history[id];
    if (ended === undefined) return { share: NEUTRAL, why: `${name} and the person have not worked together.` };
    return ended === "EARLY"
      ? { share: 0, why: `${name} and the person ended their work early.` }
      : { share: 1, why: `${name} and the person have worked together.` };
  },
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
