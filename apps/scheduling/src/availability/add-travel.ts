import { type ContextOf, dateIn, implement, newId } from "@coachwork/platform";
import { AddTravel, type InputOf, Travel } from "@coachwork/schema";
import { coachToSet } from "../people/coach-to-set.js";
import { DAY } from "../core/lengths.js";
import { sessionsHitBy } from "./sessions-hit.js";
import { isTooFarAhead } from "../core/far-ahead.js";

type Context = ContextOf<typeof AddTravel>;

const LONGEST_DAYS = 366;

/** Adds a trip: between two dates, the coach keeps the same hours in another zone. Booked sessions stay as they are. */
export const addTravel = implement(AddTravel, async (context, input) => {
  const { transaction } = context;
  const coach = await coachToSet(context, input.coachId);
  judge(context, input);
  const { firstDate, lastDate, timeZone } = input;
  const id = newId();
  const trip = { id, coachId: coach.id, firstDate, lastDate, timeZone };
  const sessionsHit = await sessionsHitBy(context, coach.id, async () => {
    // The constraint on `travel` decides, so that two trips that are added concurrently do not overlap either.
    if (await transaction.insertUnlessTaken(Travel, trip)) return;
    const message = `The coach is already on a trip on some date from ${firstDate} to ${lastDate}; remove that one first.`;
    context.refuse("OVERLAPPING_TRAVEL", "firstDate", message);
  });
  transaction.tell({ type: "travel.added", ids: { coach: coach.id, travel: id } });
  return { travel: id, sessionsHit };
});

function judge(context: Context, { firstDate, lastDate, timeZone }: InputOf<typeof AddTravel>): void {
  const [first, last] = [Date.parse(`${firstDate}T00:00Z`), Date.parse(`${lastDate}T00:00Z`)];
  if (last < first) {
    const message = `The trip would begin on ${firstDate} and end on ${lastDate}; it must not end before it begins.`;
    context.refuse("END_BEFORE_START", "lastDate", message);
  }
  if (last - first > LONGEST_DAYS * DAY) {
    const message = "The trip would take more than a year; set weekly hours in the other time zone instead.";
    context.refuse("INVALID", "lastDate", message);
  }
  if (lastDate < dateIn(timeZone, context.now))
    context.refuse("ALREADY_OVER", "lastDate", `${lastDate} is in the past; give today or a later date.`);
  if (isTooFarAhead(new Date(last), context.now))
    context.refuse("TOO_FAR_AHEAD", "lastDate", `${lastDate} is more than ten years ahead.`);
}
