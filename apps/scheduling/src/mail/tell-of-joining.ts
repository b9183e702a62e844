import { executeUnasked, type Transaction } from "@coachwork/platform";
import { Engagement, EngagementCoach, EngagementParticipant, type EngagementSide } from "@coachwork/schema";
import type { Effect } from "../jobs/effect.js";
import { enqueue, type JobPayload } from "../jobs/jobs.js";
import type { JobServices } from "../jobs/services.js";
import { membersOf } from "./engagement-members.js";
import { dayTo, joiningLetter } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

/** Has everybody else who is in an engagement, or will be, told who joins it; each by a job of their own. */
export const announceCoach: Effect<"engagement.coach_joined"> = (transaction, { ids, occurredAt }, now) =>
  announce(transaction, { side: "COACH", membership: ids.engagementCoach, occurredAt }, now);

export const announceParticipant: Effect<"engagement.participant_joined"> = (transaction, { ids, occurredAt }, now) =>
  announce(transaction, { side: "PARTICIPANT", membership: ids.engagementParticipant, occurredAt }, now);

interface Joining {
  readonly side: EngagementSide;
  readonly membership: string;
  readonly occurredAt: Date;
}

async function announce(
  transaction: Transaction,
  { side, membership, occurredAt }: Joining,
  now: number,
): Promise<void> {
  const joined = await membershipOf(transaction, side, membership);
  const engagement = joined && (await transaction.findOne(Engagement, { id: joined.engagementId }));
  // Whoever is in it since it was drafted lets themselves into nothing: nobody was there.
  if (!engagement || engagement.createdAt.getTime() === occurredAt.getTime()) return;
  for (const { id: reader } of await membersOf(transaction, engagement.id, now)) {
    if (reader === joined.personId) continue;
    enqueue(transaction, "tellOfJoining", { reader, side, membership, at: occurredAt.toISOString() });
  }
}

function membershipOf(transaction: Transaction, side: EngagementSide, id: string) {
  const memberships = side === "COACH" ? EngagementCoach : EngagementParticipant;
  return transaction.findOne<EngagementCoach | EngagementParticipant>(memberships, { id });
}

/** Tells one of them. Also of who has left by now: that they came is what the others are to know. */
export async function tellOfJoining(
  services: JobServices,
  payload: JobPayload<"tellOfJoining">,
  signal: AbortSignal,
): Promise<void> {
  const letter = await letterOf(services, payload);
  if (letter) await sendPlainLetter(services, letter, signal);
}

function letterOf(
  services: JobServices,
  { firmId, reader: id, side, membership, at }: JobPayload<"tellOfJoining">,
): Promise<PlainLetter<"engagementJoined"> | undefined> {
  return executeUnasked(services, firmId, async (transaction, now) => {
    const joined = await membershipOf(transaction, side, membership);
    if (!joined) return undefined;
    const members = await membersOf(transaction, joined.engagementId, now);
    if (!members.some((member) => member.id === id)) return undefined;
    const { reader, firm, joining } = await joiningLetter(transaction, { readerId: id, side, ...joined });
    const facts = { ...joining, firm, day: dayTo(reader, joined.joinedOn) };
    return { kind: "engagementJoined", id: `${membership}.${id}`, reader, firm, facts, writtenAt: new Date(at) };
  });
}
