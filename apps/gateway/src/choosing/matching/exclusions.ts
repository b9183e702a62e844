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
 * The hard rules. Each gives the reason why a coach cannot be chosen, or false. A coach who lists no languages, kinds or formats
 * takes any.
 */
const rules: Readonly<Record<MatchExclusionReason, Rule>> = {
  NOT_A_COACH: (_, { name, isCoach }) => !isCoach && `${name} does not coach for the firm at present.`,

  TAKES_PART: ({ id }, coach, { members }) =>
    (coach.id === id && `${coach.name} is the person.`) ||
    (members.includes(coach.id) && `${coach.name} is in the engagement already.`),

  CONFLICT_OF_INTEREST: ({ id, organizationId }, { name, conflicts }) =>
    (conflicts.includes(id) && `${name} has a declared conflict of interest with the person.`) ||
    (organizationId !== null &&
      conflicts.includes(organizationId) &&
      `${name} has a declared conflict of interest with the person's organization.`),

  REPORTING_LINE: (person, coach) =>
    (person.above.includes(coach.id) && `The person reports to ${coach.name}, directly or through others.`) ||
    (coach.above.includes(person.id) && `${coach.name} reports to the person, directly or through others.`),

  NOT_IN_PROGRAM: (_, { id, name }, { chosen }) =>
    chosen !== null && !chosen.includes(id) && `${name} was not chosen for the program.`,

  KIND_NOT_TAKEN: (_, { name, kinds }, { kind }) =>
    kind !== null && kinds.length > 0 && !kinds.includes(kind) && `${name} does not take ${kind} engagements.`,

  FORMAT_NOT_TAKEN: (_, { name, formats }, { format }) =>
    format !== null &&
    formats.length > 0 &&
    !formats.includes(format) &&
    `${name} does not take ${format} engagements.`,

  LANGUAGE_NOT_SPOKEN: ({ locale }, { name, languages }) =>
    languages.length > 0 &&
    !languages.some((each) => sameLanguage(each, locale)) &&
    `${name} works in ${languages.join(", ")}, and the person's language is ${locale}.`,

  AT_CAPACITY: (_, { name, load, capacity }) =>
    capacity !== null &&
    load >= capacity &&
    `${name} has ${load} active engagements and drafts, and takes at most ${capacity}.`,
};

/** Every reason why a coach cannot be chosen for a person. */
export function exclusionsOf(person: PersonFacts, coach: CoachFacts, terms: MatchTerms): readonly Exclusion[] {
  return (Object.keys(rules) as MatchExclusionReason[]).flatMap((reason) => {
    const why = rules[reason](person, coach, terms);
    return why === false ? [] : [{ reason, why }];
  });
}
