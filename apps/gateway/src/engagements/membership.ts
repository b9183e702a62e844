import type { CommandContext, Transaction } from "@coachwork/platform";
import {
  type Engagement,
  EngagementCoach,
  EngagementParticipant,
  type EngagementSide,
  isMemberOn,
  type NewEvent,
  type Person,
  PersonRole,
} from "@coachwork/schema";
import { In } from "typeorm";
import { chosenCoaches } from "./program-coaches.js";
import { MOST_COACHES, MOST_PARTICIPANTS } from "./engagement-rules.js";

export { isMemberFrom as holdsFrom, isMemberOn as holdsOn } from "@coachwork/schema";

export type Membership = EngagementCoach | EngagementParticipant;

/** How the two sides of an engagement differ. */
export interface Side {
  readonly entity: typeof EngagementCoach | typeof EngagementParticipant;
  readonly role: "COACH" | "CLIENT";
  readonly roleMissing: "NOT_A_COACH" | "NOT_A_CLIENT";
  /** The maximum number of members at a time. */
  most(engagement: Pick<Engagement, "format">): number;
  /** The team that they must all belong to, if any. */
  teamOf(engagement: Pick<Engagement, "teamId">): string | null;
}

export const COACHES: Side = {
  entity: EngagementCoach,
  role: "COACH",
  roleMissing: "NOT_A_COACH",
  most: () => MOST_COACHES,
  teamOf: () => null,
};

export const PARTICIPANTS: Side = {
  entity: EngagementParticipant,
  role: "CLIENT",
  roleMissing: "NOT_A_CLIENT",
  most: ({ format }) => MOST_PARTICIPANTS[format],
  teamOf: ({ teamId }) => teamId,
};

export const SIDES: Readonly<Record<EngagementSide, Side>> = { COACH: COACHES, PARTICIPANT: PARTICIPANTS };

/**
 * The first day whose shared notes a person who is added today can read. A backdated membership shows nothing older:
 * otherwise a date would be enough to read what others wrote to each other.
 */
export function notesFrom(joinedOn: string, today: string): string {
  return joinedOn > today ? joinedOn : today;
}

/** The first day whose shared notes a member can read. */
export function firstDayRead({ notesFrom, joinedOn }: Membership): string {
  return notesFrom ?? joinedOn;
}

/** The event of a person joining. */
export function joinedEvent(side: Side, engagement: string, id: string): NewEvent {
  return side === COACHES
    ? { type: "engagement.coach_joined", ids: { engagement, engagementCoach: id } }
    : { type: "engagement.participant_joined", ids: { engagement, engagementParticipant: id } };
}

/** Everybody on one side of an engagement, past and present. */
export async function membersOf(
  transaction: Transaction,
  { entity }: Side,
  engagementId: string,
): Promise<Membership[]> {
  return transaction.find<Membership>(entity, { engagementId });
}

/** The ids of the people who are on this side of an engagement today. */
export async function membersToday(
  { transaction, actor }: CommandContext<never>,
  side: Side,
  engagementId: string,
): Promise<string[]> {
  const members = await membersOf(transaction, side, engagementId);
  return members.filter((member) => isMemberOn(member, actor.today)).map(({ personId }) => personId);
}

/** Whether the viewer is on this side of an engagement today, and holds its role. */
export async function isOn(context: CommandContext<never>, side: Side, engagementId: string): Promise<boolean> {
  if (!context.holds(side.role)) return false;
  return (await membersToday(context, side, engagementId)).includes(context.actor.personId!);
}

/** A person, and the input field that names them. */
export interface Named {
  readonly person: Person;
  readonly field: string;
}

type Context = CommandContext<"NOT_A_COACH" | "NOT_A_CLIENT" | "NOT_IN_TEAM" | "NOT_IN_PROGRAM">;

/**
 * Refuses unless these people may be on this side: each holds its role, a team's participants are in the team, and coaches of a
 * program were chosen for it, if only some were.
 */
export async function checkFitness(
  context: Context,
  side: Side,
  engagement: Pick<Engagement, "teamId" | "programId">,
  named: readonly Named[],
): Promise<void> {
  const { role, roleMissing } = side;
  // Nobody can take the role from them until the transaction ends. Losing it ends all their memberships.
  await context.transaction.query(
    "select from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for share",
    [context.transaction.scope.firmId, named.map(({ person }) => person.id)],
  );
  const holders = await context.transaction.find(PersonRole, {
    role,
    personId: In(named.map(({ person }) => person.id)),
  });
  const holds = new Set(holders.map(({ personId }) => personId));
  const teamId = side.teamOf(engagement);
  const chosen = side === COACHES ? await chosenCoaches(context.transaction, engagement.programId) : undefined;
  for (const { person, field } of named) {
    if (!holds.has(person.id)) {
      context.refuse(roleMissing, field, `${person.name} does not hold the role ${role}. Give them the role first.`);
    }
    if (teamId !== null && person.teamId !== teamId) {
      context.refuse("NOT_IN_TEAM", field, `${person.name} is not in the engagement's team. Name somebody who is.`);
    }
    if (chosen?.has(person.id) === false) {
      const message = `${person.name} was not chosen for the engagement's program. Name somebody who was, or choose them with setProgramCoaches.`;
      context.refuse("NOT_IN_PROGRAM", field, message);
    }
  }
}
