import type { CommandContext, Transaction } from "@coachwork/platform";
import { apiIdOf } from "@coachwork/reader";
import { Engagement, Seat, Session, SessionCoach } from "@coachwork/schema";
import { type ChangeableSession, changeableSession } from "../booking/changeable-session.js";

/** A session whose seats change. It and its engagement are locked until the transaction ends: its seats are nobody else's to change. */
export interface SeatedSession {
  readonly session: Session;
  /** In id order. */
  readonly coachIds: readonly string[];
}

/** A session of which somebody asks for a seat, or for seats. */
export async function seatedSession(
  context: CommandContext<"WRONG_STATUS" | "NO_SEATS">,
  id: string,
): Promise<ChangeableSession> {
  const changeable = await changeableSession(context, id, "sessionId");
  const { status, capacity } = changeable.session;
  if (status !== "CONFIRMED") {
    context.refuse("WRONG_STATUS", "sessionId", `The session is ${status}; it must be CONFIRMED.`);
  }
  if (capacity === null) {
    context.refuse("NO_SEATS", "sessionId", "The session has no seats: everybody in the engagement is expected.");
  }
  return changeable;
}

/** A seat that whoever asks may answer for: a client for their own. */
export async function seatToAnswerFor(
  context: CommandContext<"WRONG_STATUS">,
  id: string,
): Promise<{ readonly seat: Seat; readonly seated: SeatedSession }> {
  const { sessionId } = await context.fetch(Seat, id, "id");
  const seated = await changeableSession(context, apiIdOf(Session, sessionId));
  const seat = await context.fetch(Seat, id, "id");
  if (seated.party === "CLIENT" && seat.personId !== context.actor.personId) {
    context.refuse("FORBIDDEN", "id", "Clients answer for their own seat alone.");
  }
  return { seat, seated };
}

/** A session whose time has come to look after, locked as everybody locks it: its engagement first. */
export async function lockSeated(
  transaction: Transaction,
  id: string,
): Promise<(SeatedSession & Pick<ChangeableSession, "engagement">) | undefined> {
  const { firmId } = transaction.scope;
  await transaction.query(
    `select e.id from session s join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
     where s.firm_id = $1::uuid and s.id = $2::uuid for no key update of e`,
    [firmId, id],
  );
  await transaction.query(
    "select s.id from session s where s.firm_id = $1::uuid and s.id = $2::uuid for no key update",
    [firmId, id],
  );
  const session = await transaction.findOne(Session, { id });
  if (!session) return undefined;
  const engagement = (await transaction.findOne(Engagement, { id: session.engagementId }))!;
  const coaches = await transaction.find(SessionCoach, { sessionId: id });
  return { session, engagement, coachIds: coaches.map(({ coachId }) => coachId).sort() };
}

/** Whether there is still something to take a seat in; `now` in epoch milliseconds. */
export function isToCome({ status, startsAt }: Pick<Session, "status" | "startsAt">, now: number): boolean {
  return status === "CONFIRMED" && startsAt.getTime() > now;
}

/** Refuses to call off or to move for a client what others have seats in: clients give up their own. */
export function leaveOthersSeats(
  context: CommandContext<never>,
  { session, party }: Pick<ChangeableSession, "session" | "party">,
): void {
  if (session.capacity === null || party !== "CLIENT") return;
  const message =
    "Others have seats in the session too: clients leave their own, and ask their coach or the firm for more.";
  context.refuse("FORBIDDEN", "id", message);
}
