import { type Reason } from "@coachwork/platform";
import {
  type CodeOf,
  type CreateEngagement,
  type Engagement,
  type InputOf,
  type MentoringForm,
} from "@coachwork/schema";
import { refusalsOfKind } from "./kind-rules.js";

type Refusal = Reason<CodeOf<typeof CreateEngagement>>;
type Rule = (input: NewEngagement) => readonly (Refusal | false | undefined)[];

/** What a new engagement is to be, once its program has said what the input does not. */
export type NewEngagement = InputOf<typeof CreateEngagement> & Pick<Engagement, "kind" | "format">;

/** The maximum number of coaches at a time. */
export const MOST_COACHES = 20;

/** The maximum number of participants at a time, by format. */
export const MOST_PARTICIPANTS = { INDIVIDUAL: 1, GROUP: 100, TEAM: 100 } as const;

/** Everything that is wrong with a new engagement, as far as its input shows. */
export function refusalsOf(input: NewEngagement): Refusal[] {
  return rules.flatMap((rule) => rule(input)).filter((refusal) => typeof refusal === "object");
}

type Dates = Pick<Engagement, "startsOn"> & { readonly endsOn?: string | null | undefined };
type Kind = Pick<Engagement, "kind"> & { readonly mentoringForm?: MentoringForm | null | undefined };

const isFormalMentoring = ({ kind, mentoringForm }: Kind) => kind === "MENTORING" && mentoringForm === "FORMAL";

export function refusalOfDates({ startsOn, endsOn }: Dates) {
  if (endsOn == null || endsOn >= startsOn) return undefined;
  const message = `The last day ${endsOn} is before the first day ${startsOn}. Give the same day or a later one.`;
  return { code: "END_BEFORE_START", field: "endsOn", message } as const;
}

/** Coaching is time-limited, and formal mentoring has an agreed length. */
export function needsEnd(engagement: Kind & Pick<Dates, "endsOn">) {
  const isCoaching = engagement.kind === "COACHING";
  if (engagement.endsOn != null || !(isCoaching || isFormalMentoring(engagement))) return undefined;
  const why = isCoaching ? "Coaching is time-limited" : "Formal mentoring has an agreed length";
  return { code: "NEEDS_END", field: "endsOn", message: `${why}. Give the last day.` } as const;
}

export function needsObjectives(engagement: Kind & { readonly objectives?: string | null | undefined }) {
  if (engagement.objectives != null || !isFormalMentoring(engagement)) return undefined;
  const message = "Formal mentoring has agreed objectives. Give them.";
  return { code: "NEEDS_OBJECTIVES", field: "objectives", message } as const;
}

const dates: Rule = (input) => [refusalOfDates(input), needsEnd(input), needsObjectives(input)];

const team: Rule = ({ format, teamId }) => [
  format === "TEAM" &&
    teamId == null && {
      code: "NEEDS_TEAM",
      field: "teamId",
      message: "The format TEAM needs a team. Give teamId.",
    },
  format !== "TEAM" &&
    teamId != null && {
      code: "NO_TEAM",
      field: "teamId",
      message: `The format ${format} has no team. Leave teamId out, or give the format TEAM.`,
    },
];

const members: Rule = ({ format, coachIds, participantIds }) => [
  tooMany("coachIds", coachIds ?? [], MOST_COACHES, "An engagement"),
  tooMany("participantIds", participantIds ?? [], MOST_PARTICIPANTS[format], `The format ${format}`),
  ...twice([
    ...(coachIds ?? []).map((id, place) => ({ id, field: `coachIds.${place}` })),
    ...(participantIds ?? []).map((id, place) => ({ id, field: `participantIds.${place}` })),
  ]),
];

const rules: readonly Rule[] = [dates, refusalsOfKind, team, members];

function tooMany(field: string, ids: readonly string[], most: number, who: string): Refusal | undefined {
  if (ids.length <= most) return undefined;
  return {
    code: "TOO_MANY_MEMBERS",
    field,
    message: `${field} names ${ids.length} people. ${who} has at most ${most}.`,
  };
}

/** Nobody can be in an engagement twice, or coach themselves. */
function twice(members: readonly { id: string; field: string }[]): Refusal[] {
  const fieldOf = new Map<string, string>();
  return members.flatMap(({ id, field }): Refusal[] => {
    const earlier = fieldOf.get(id);
    fieldOf.set(id, earlier ?? field);
    if (earlier === undefined) return [];
    return [
      { code: "ALREADY_MEMBER", field, message: `This person is already named in ${earlier}. Name everybody once.` },
    ];
  });
}
