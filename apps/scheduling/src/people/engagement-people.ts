import type { Transaction } from "@coachwork/platform";
import {
  type Actor,
  type Engagement,
  EngagementCoach,
  EngagementParticipant,
  isExpectedOn,
  isMemberFrom,
  isMemberOn,
  type MembershipDays,
  type Role,
} from "@coachwork/schema";

/** When somebody belongs to an engagement. */
export interface Membership extends MembershipDays {
  readonly id: string;
  readonly personId: string;
  /** The coach who takes over from a coach who has left, if any. */
  readonly handedOverToId?: string | null;
}

/** A coach or client whose sessions the actor arranges as their delegate. */
export interface Principal {
  readonly personId: string;
  readonly roles: readonly Role[];
}

/** Everybody who coaches or takes part in an engagement, past, present and future, in the order of joining. */
export interface EngagementPeople {
  readonly coaches: readonly Membership[];
  readonly participants: readonly Membership[];
  /** Those whose sessions the actor arranges as their delegate, in this engagement or not. */
  readonly principals?: readonly Principal[];
  /** Whether those who are to join may act before their first day, too: in chemistry sessions. */
  readonly withJoining?: boolean;
}

export async function peopleOf(transaction: Transaction, engagementId: string): Promise<EngagementPeople> {
  const [coaches, participants] = await Promise.all([
    transaction.find(EngagementCoach, { engagementId }),
    transaction.find(EngagementParticipant, { engagementId }),
  ]);
  return { coaches: coaches.sort(byJoining), participants: participants.sort(byJoining) };
}

/** Those whose membership covers a date, each once. */
export function membersOn(memberships: readonly Membership[], date: string): string[] {
  const current = memberships.filter((membership) => isMemberOn(membership, date));
  return [...new Set(current.map(({ personId }) => personId))];
}

/** Those whom a day of an engagement concerns, each once. Before its first day they are all who are to join it. */
export function expectedOn(
  memberships: readonly Membership[],
  date: string,
  { startsOn }: Pick<Engagement, "startsOn">,
): string[] {
  const expected = memberships.filter((membership) => isExpectedOn(membership, date, startsOn));
  return [...new Set(expected.map(({ personId }) => personId))];
}

/** Those of one side who may act in an engagement on a date. */
export function actingOn(
  { withJoining = false, ...people }: EngagementPeople,
  side: "coaches" | "participants",
  date: string,
): string[] {
  const members = people[side];
  return withJoining ? idsOf(members.filter((member) => isMemberFrom(member, date))) : membersOn(members, date);
}

/** Whether somebody is a coach or participant of an engagement today, or is to be, where that is enough. */
export function belongsTo({ grants, personId, today }: Actor, people: EngagementPeople): boolean {
  const holds = (role: Role) => grants.includes(role);
  if (personId === null) return false;
  const coachesIt = holds("COACH") && actingOn(people, "coaches", today).includes(personId);
  return coachesIt || (holds("CLIENT") && actingOn(people, "participants", today).includes(personId));
}

/** Whether a date (`YYYY-MM-DD`) lies within an engagement. */
export function coversDate({ startsOn, endsOn }: Pick<Engagement, "startsOn" | "endsOn">, date: string): boolean {
  return startsOn <= date && (endsOn === null || date <= endsOn);
}

function byJoining(a: Membership, b: Membership): number {
  const [left, right] = [`${a.joinedOn} ${a.id}`, `${b.joinedOn} ${b.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whoever was ever a member, each once, in order. */
export function idsOf(memberships: readonly Membership[]): string[] {
  return [...new Set(memberships.map(({ personId }) => personId))].sort();
}
