import { type ContextOf, implement, newId } from "@coachwork/platform";
import { AddTimeOff, type InputOf, TimeOff, rfc3339 } from "@coachwork/schema";
import { coachToSet } from "../people/coach-to-set.js";
import { sessionsHitBy } from "./sessions-hit.js";
import { isTooFarAhead } from "../core/far-ahead.js";

type Context = ContextOf<typeof AddTimeOff>;

const MOST_AHEAD = 500;

/** Adds time off: the coach does not work then, whatever the weekly hours say. Booked sessions stay as they are. */
export const addTimeOff = implement(AddTimeOff, async (context, input) => {
  const { transaction } = context;
  const coach = await coachToSet(context, input.coachId);
  checkTime(context, input);
  const reason = input.reason ?? null;
  await checkNumber(context, coach.id);
  const { startsAt, endsAt } = input;
  const id = newId();
  const timeOff = { id, coachId: coach.id, startsAt, endsAt, reason };
  const sessionsHit = await sessionsHitBy(context, coach.id, () => transaction.insert(TimeOff, timeOff));
  transaction.tell({ type: "time_off.added", ids: { coach: coach.id, timeOff: id } });
  return { timeOff: id, sessionsHit };
});

function checkTime(context: Context, { startsAt, endsAt }: InputOf<typeof AddTimeOff>): void {
  if (endsAt <= startsAt) {
    const message = `The time off would begin at ${rfc3339(startsAt)} and end at ${rfc3339(endsAt)}; the end must be after the start.`;
    context.refuse("END_BEFORE_START", "endsAt", message);
  }
  if (endsAt.getTime() <= context.now)
    context.refuse("ALREADY_OVER", "endsAt", `${rfc3339(endsAt)} is in the past; give a later end.`);
  if (isTooFarAhead(endsAt, context.now))
    context.refuse("TOO_FAR_AHEAD", "endsAt", `${rfc3339(endsAt)} is more than ten years ahead.`);
}

/** Protects against runaway programs. Two concurrent requests may exceed it by one. */
async function checkNumber(context: Context, coachId: string): Promise<void> {
  const { transaction, actor, now } = context;
  const [row] = await transaction.query<{ ahead: number }>(
    `select count(*)::integer as ahead from time_off
     where firm_id = $1::uuid and coach_id = $2::uuid and ends_at > $3::timestamptz`,
    [actor.firmId, coachId, new Date(now)],
  );
  if (row!.ahead < MOST_AHEAD) return;
  context.refuse(
    "TOO_MUCH_TIME_OFF",
    null,
    `The coach already has ${row!.ahead} periods of time off ahead; remove one first.`,
  );
}
