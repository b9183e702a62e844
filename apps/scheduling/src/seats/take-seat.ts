import { type ContextOf, implement, newId } from "@coachwork/platform";
import { holdsSeat, type InputOf, Person, Seat, type SeatStatus, TakeSeat, uuidOf } from "@coachwork/schema";
import type { ChangeableSession } from "../booking/changeable-session.js";
import { bookerOf } from "../people/booker.js";
import { membersOn } from "../people/engagement-people.js";
import { participate } from "../booking/participants-time.js";
import { seatedSession } from "./seated-session.js";
import { countSeat, giveSeat, tell } from "../booking/seats.js";
import { refuseInactive } from "../booking/session-day.js";

type Context = ContextOf<typeof TakeSeat>;

/** Takes a seat for somebody, or a place at the end of the waiting list if all seats are taken. */
export const takeSeat = implement(TakeSeat, async (context, input) => {
  const { transaction, now } = context;
  const seated = await seatedSession(context, input.sessionId);
  const personId = participantOf(context, seated, input);
  const sessionId = seated.session.id;
  const known = await transaction.findOne(Seat, { sessionId, personId });
  if (known && holdsSeat(known.status)) {
    context.refuse("HAS_SEAT", "personId", `The person's seat is already ${known.status}.`);
  }

  const booker = bookerOf(context, input, seated.people);
  const isFree = await countSeat(transaction, sessionId);
  const overridden = isFree ? await participate(context, seated.session, personId, { booker, field: "sessionId" }) : [];
  const status: SeatStatus = isFree ? "TAKEN" : "WAITING";
  const joined = { status, turn: await nextTurn(context, sessionId), joinedAt: new Date(now) };
  const seat = { id: known?.id ?? newId(), sessionId, personId, ...joined };
  if (known) await transaction.update(Seat, { id: seat.id, sessionId }, joined);
  else await transaction.insert(Seat, seat);
  if (isFree) await giveSeat(context, seated, seat, overridden);
  else tell(transaction, "seat.waitlisted", seated, seat);
  return { seat: seat.id, session: sessionId };
});

/** The participant who gets the seat, on the session's day. */
function participantOf(
  context: Context,
  { session, engagement, people, party }: ChangeableSession,
  { personId }: InputOf<typeof TakeSeat>,
): string {
  const { actor } = context;
  const id = personId == null ? actor.personId : uuidOf(Person, personId);
  if (id === null) return context.refuse("REQUIRED", "personId", "Name the participant for whom the API key takes it.");
  if (party === "CLIENT" && id !== actor.personId) {
    context.refuse("FORBIDDEN", "personId", "You can only take a seat for yourself.");
  }
  refuseInactive(context, engagement, "sessionId", session.kind);
  if (!membersOn(people.participants, session.date).includes(id)) {
    const message = `The person does not take part in the engagement on ${session.date}; name a participant.`;
    context.refuse("NOT_A_PARTICIPANT", "personId", message);
  }
  return id;
}

async function nextTurn({ transaction }: Context, sessionId: string): Promise<number> {
  const [last] = await transaction.query<{ turn: number }>(
    "select turn from seat where firm_id = $1::uuid and session_id = $2::uuid order by turn desc limit 1",
    [transaction.scope.firmId, sessionId],
  );
  return (last?.turn ?? 0) + 1;
}
