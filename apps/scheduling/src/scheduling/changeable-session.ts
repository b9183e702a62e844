import type { CommandContext } from "@coachwork/platform";
import { mayBecome, Session, SessionCoach } from "@coachwork/schema";
import { type EngagementPeople, mayArrange, peopleOf } from "./engagement-people.js";

/** A session, locked until the transaction ends, that may be moved or called off by whoever asks. */
export interface ChangeableSession {
  readonly session: Session;
  readonly people: EngagementPeople;
  /** In id order. */
  readonly coachIds: readonly string[];
}

/** Fetches a session to change it. What has begun, by its status or by the clock, is history. */
export async function changeableSession(
  context: CommandContext<"WRONG_STATUS">,
  id: string,
): Promise<ChangeableSession> {
  const { transaction, actor, now } = context;
  const session = await context.fetch(Session, id, "id", { lock: true });
  const people = await peopleOf(transaction, session.engagementId);
  if (!mayArrange(actor, people)) {
    context.refuse(
      "FORBIDDEN",
      "id",
      "Only the coaches and participants of its engagement and who runs the practice change a session.",
    );
  }
  if (!mayBecome(session.status, "CANCELLED")) {
    context.refuse("WRONG_STATUS", "id", `The session is ${session.status}; it must be CONFIRMED or HELD.`);
  }
  if (session.startsAt.getTime() <= now) {
    context.refuse(
      "WRONG_STATUS",
      "id",
      `The session began at ${session.startsAt.toISOString()}; it must be one that has not begun.`,
    );
  }
  const coaches = await transaction.find(SessionCoach, { sessionId: session.id });
  return { session, people, coachIds: coaches.map(({ coachId }) => coachId).sort() };
}
