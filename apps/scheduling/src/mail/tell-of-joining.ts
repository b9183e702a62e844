import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Engagement, EngagementCoach, EngagementParticipant, type EngagementSide } from "@coachwork/schema";
import { z } from "zod";
import { on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { instant, job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { membersOf } from "./engagement-members.js";
import { dayTo, joiningLetter } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

interface Told extends OfFirm {
  readonly reader: string;
  readonly side: EngagementSide;
  readonly membership: string;
  readonly at: string;
}

/**
 * Tells somebody who else joins an engagement. This includes people who have left by now: the others must know that
 * they came.
 */
export const tellOfJoining = job({
  name: "tellOfJoining",
  lane: "mail",
  told: { reader: uuid, side: z.enum(["COACH", "PARTICIPANT"]), membership: uuid, at: instant },
  causedBy: [
    on(["engagement.coach_joined"], (transaction, { ids, occurredAt }, now): Promise<void> =>
      announce(transaction, { side: "COACH", membership: ids.engagementCoach, occurredAt }, now),
    ),
    on(["engagement.participant_joined"], (transaction, { ids, occurredAt }, now): Promise<void> =>
      announce(transaction, { side: "PARTICIPANT", membership: ids.engagementParticipant, occurredAt }, now),
    ),
  ],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

interface Joining {
  readonly side: EngagementSide;
  readonly membership: string;
  readonly occurredAt: Date;
}

/** Tells everybody else who is in the engagement, or will be, who joins it, each by their own job. */
async function announce(
  transaction: Transaction,
  { side, membership, occurredAt }: Joining,
  now: number,
): Promise<void> {
  const joined = await membershipOf(transaction, side, membership);
  const engagement = joined && (await transaction.findOne(Engagement, { id: joined.engagementId }));
  // People who were in it from its draft did not join anything: nobody was there.
  if (!engagement || engagement.createdAt.getTime() === occurredAt.getTime()) return;
  for (const { id: reader } of await membersOf(transaction, engagement.id, now)) {
    if (reader === joined.personId) continue;
    enqueue(transaction, tellOfJoining, { reader, side, membership, at: occurredAt.toISOString() });
  }
}

function membershipOf(transaction: Transaction, side: EngagementSide, id: string) {
  const memberships = side === "COACH" ? EngagementCoach : EngagementParticipant;
  return transaction.findOne<EngagementCoach | EngagementParticipant>(memberships, { id });
}

function letterOf(
  services: JobServices,
  { firmId, reader: id, side, membership, at }: Told,
): Promise<PlainLetter<"engagementJoined"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const joined = await membershipOf(transaction, side, membership);
    if (!joined) return undefined;
    const members = await membersOf(transaction, joined.engagementId, now);
    if (!members.some((member) => member.id === id)) return undefined;
    const { reader, firm, page, joining } = await joiningLetter(transaction, { readerId: id, side, ...joined });
    const facts = { ...joining, firm, day: dayTo(reader, joined.joinedOn) };
    return { kind: "engagementJoined", id: `${membership}.${id}`, reader, firm, page, facts, writtenAt: new Date(at) };
  });
}
