import type { MatchExclusionReason } from "@coachwork/schema";
import type { CoachFacts, MatchTerms, PersonFacts } from "./match-facts.js";
import { sameLanguage } from "./words-in-common.js";

/** Why a coach cannot be chosen for a person. */
export interface Exclusion {
  readonly reason: MatchExclusionReason;
  readonly why: string;
}

type Rule = (person: PersonFacts, coach: CoachFacts, terms: MatchTerms) => string | false;

/**
 * The hard rules, each with what stands against a coach. What a coach has not said excludes nobody: an empty list of languages,
 * kinds or formats means that it was not said.
 */
const rules: Readonly<Record<MatchExclusionReason, Rule>> = {
  NOT_A_COACH: (_, { name, isCoach }) => !isCoach && `${name} does not coach for the firm now.`,

  TAKES_PART: ({ id }, coach, { members }) =>
    (coach.id === id && `${coach.name} is the person.`) ||
    (members.includes(coach.id) && `${coach.name} is in the engagement already.`),

  CONFLICT_OF_INTEREST: ({ id, organizationId }, { name, conflicts }) =>
    (conflicts.includes(id) && `A conflict of interest of ${name} with the person was declared.`) ||
    (organizationId !== null &&
      conflicts.includes(organizationId) &&
      `A conflict of interest of ${name} with the person's organization was declared.`),

  REPORTING_LINE: (person, coach) =>
    (person.above.includes(coach.id) && `The person reports to ${coach.name}, directly or through others.`) ||
    (coach.above.includes(person.id) && `${coach.name} reports to the person, directly or through others.`),

  NOT_IN_PROGRAM: (_, { id, name }, { chosen }) =>
    chosen !== null && !chosen.includes(id) && `${name} was not chosen for the program.`,

  KIND_NOT_TAKEN: (_, { name, kinds }, { kind }) =>
    kind !== null && kinds.length > 0 && !kinds.includes(kind) && `${name} does not take ${kind}.`,

  FORMAT_NOT_TAKEN: (_, { name, formats }, { format }) =>
    format !== null && formats.length > 0 && !formats.includes(format) && `${name} does not take the format ${format}.`,

  LANGUAGE_NOT_SPOKEN: ({ locale }, { name, languages }) =>
    languages.length > 0 &&
    !languages.some((each) => sameLanguage(each, locale)) &&
    `${name} works in ${languages.join(", ")}, and the person's language is ${locale}.`,

  AT_CAPACITY: (_, { name, load, capacity }) =>
    capacity !== null && load >= capacity && `${name} takes at most ${capacity} and has ${load}.`,
};

/** Everything that stands against a coach for a person. */
export function exclusionsOf(person: PersonFacts, coach: CoachFacts, terms: MatchTerms): readonly Exclusion[] {
  return (Object.keys(rules) as MatchExclusionReason[]).flatMap((reason) => {
    const why = rules[reason](person, coach, terms);
    return why === false ? [] : [{ reason, why }];
  });
}
