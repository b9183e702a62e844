import { type ContextOf, implement } from "@coachwork/platform";
import { type Session, SetSeats } from "@coachwork/schema";
import { amountText } from "../core/amounts.js";
import { termsOf } from "../booking/seat-terms.js";
import { seatedSession } from "./seated-session.js";
import { offerFreeSeats } from "../booking/seats.js";

type Context = ContextOf<typeof SetSeats>;

/**
 * Sets how many seats a session has and how many must be taken. Additional seats are offered to people on the waiting
 * list.
 */
export const setSeats = implement(SetSeats, async (context, { sessionId, seats }) => {
  const { transaction } = context;
  const { session, coachIds, party } = await seatedSession(context, sessionId);
  if (party === "CLIENT")
    context.refuse(
      "FORBIDDEN",
      "sessionId",
      "Only the engagement's coaches and owners, admins and program managers can do this.",
    );
  const terms = termsOf(context, seats, session);
  const changed: Session = {
    ...session,
    ...terms,
    minimumMetAt: isSameAim(session, terms) ? session.minimumMetAt : null,
  };
  await write(context, changed);
  const { id, engagementId: engagement } = session;
  transaction.tell({ type: "session.seats_set", ids: { session: id, engagement, coaches: [...coachIds] } });
  await offerFreeSeats(context, { session: changed, coachIds });
  return { session: id };
});

/** Whether a decision on one also holds for the other. */
function isSameAim(one: Pick<Session, "minimum" | "decideBy">, other: Pick<Session, "minimum" | "decideBy">): boolean {
  return one.minimum === other.minimum && one.decideBy?.getTime() === other.decideBy?.getTime();
}

/** Unless more seats are taken than there would be; that is checked where they are counted. */
async function write(context: Context, session: Session): Promise<void> {
  const { transaction } = context;
  const { id, capacity, minimum, decideBy, minimumMetAt, offerMinutes } = session;
  const rows = await transaction.query(
    `update session set capacity = $3::integer, minimum = $4::integer, decide_by = $5::timestamptz,
       minimum_met_at = $6::timestamptz, offer_minutes = $7::integer, updated_at = $8
     where firm_id = $1::uuid and id = $2::uuid and seats_taken <= $3::integer returning id`,
    [transaction.scope.firmId, id, capacity, minimum, decideBy, minimumMetAt, offerMinutes, transaction.changedAt],
  );
  if (rows.length === 1) return;
  const message = `${amountText(session.seatsTaken, "seat")} ${session.seatsTaken === 1 ? "is" : "are"} taken or offered; give at least as many, or let people leave first.`;
  context.refuse("SEATS_TAKEN", "seats.capacity", message);
}
