import type { MatchCriterion, Weights } from "@coachwork/schema";
import { exclusionsOf, type Exclusion } from "./exclusions.js";
import type { CoachFacts, MatchTerms, PersonFacts } from "./match-facts.js";
import { knownOf, sameLanguage, tells } from "./words-in-common.js";

/** What one criterion adds. `points` are of `weight`, to one decimal. */
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
 * How well a coach suits a person: the one place of the rule. Each criterion gives a share from 0 to 1, and gets that share of its
 * weight as points. The score is all points as a share of all weights, of 100, rounded half up. A criterion for which nothing is
 * known of the person, or whose weight is 0, is left out. That depends on the person alone, so a person's scores compare.
 */
export function score(person: PersonFacts, coach: CoachFacts, terms: MatchTerms): Scored {
  const judged = (Object.keys(shares) as MatchCriterion[]).flatMap((criterion) => {
    const weight = terms.weights[criterion];
    const share = weight > 0 ? shares[criterion](person, coach) : undefined;
    return share ? [{ criterion, weight, exact: weight * share.of1, why: share.why }] : [];
  });
  const weights = sum(judged.map(({ weight }) => weight));
  const points = sum(judged.map(({ exact }) => exact));
  return {
    coachId: coach.id,
    name: coach.name,
    score: weights === 0 ? 0 : Math.round((100 * points) / weights),
    lines: judged.map(({ exact, ...line }) => ({ ...line, points: Math.round(exact * 10) / 10 })),
    exclusions: exclusionsOf(person, coach, terms),
  };
}

/** Best first. Those who can be chosen come before those who cannot, and ties go by name. */
export function ranked(candidates: readonly Scored[]): readonly Scored[] {
  const isOut = ({ exclusions }: Scored) => Number(exclusions.length > 0);
  return candidates.toSorted(
    (one, other) =>
      isOut(one) - isOut(other) ||
      other.score - one.score ||
      one.name.localeCompare(other.name) ||
      one.coachId.localeCompare(other.coachId),
  );
}

interface Share {
  /** 0 to 1. */
  readonly of1: number;
  readonly why: string;
}

/** People of a level with whom a coach must have worked to know it well. */
const KNOWS_LEVEL = 3;

/** Half of a criterion, where nothing speaks for or against somebody. */
const NEITHER = 0.5;

type Rule = (person: PersonFacts, coach: CoachFacts) => Share | undefined;

const shares: Readonly<Record<keyof Weights, Rule>> = {
  SPECIALITIES({ interests }, { name, specialities }) {
    if (interests.length === 0) return undefined;
    const known = knownOf(interests, specialities);
    const why =
      known.length === 0
        ? `${name} has none of the interests as a speciality.`
        : `${name} is good at ${known.length} of ${interests.length} interests: ${known.join(", ")}.`;
    return { of1: known.length / interests.length, why };
  },

  INDUSTRIES({ job, interests }, { name, industries }) {
    const said = [...(job === null ? [] : [job]), ...interests];
    if (said.length === 0) return undefined;
    const industry = industries.find((each) => said.some((text) => tells(text, each)));
    return industry === undefined
      ? { of1: 0, why: `${name} names no industry that the job or the interests tell of.` }
      : { of1: 1, why: `${name} knows the industry ${industry}.` };
  },

  LANGUAGE({ locale }, { name, languages }) {
    const place = languages.findIndex((each) => sameLanguage(each, locale));
    if (place < 0) return { of1: 0, why: `${name} has not said that they work in ${locale}.` };
    const of1 = [1, 0.75][place] ?? NEITHER;
    return { of1, why: `${locale} is language ${place + 1} of ${languages.length} of ${name}.` };
  },

  LEVEL({ level }, { name, levels }) {
    if (level === null) return undefined;
    const people = levels[level.toLowerCase()] ?? 0;
    const others = people === 1 ? "1 other" : `${people} others`;
    return { of1: Math.min(people, KNOWS_LEVEL) / KNOWS_LEVEL, why: `${name} has worked with ${others} of ${level}.` };
  },

  LOAD(_, { name, load, capacity }) {
    if (capacity === null) return { of1: NEITHER, why: `${name} has ${load} and has not said how many they take.` };
    const left = Math.max(0, capacity - load);
    return { of1: capacity === 0 ? 0 : left / capacity, why: `${name} has ${left} of ${capacity} places left.` };
  },

  HISTORY({ id }, { name, history }) {
    const ended = history[id];
    if (ended === undefined) return { of1: NEITHER, why: `${name} and the person have not worked together.` };
    return ended === "EARLY"
      ? { of1: 0, why: `${name} and the person ended their work early.` }
      : { of1: 1, why: `${name} and the person have worked together.` };
  },
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
