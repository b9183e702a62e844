import { type Database, inPortions } from "@coachwork/platform";
import { type Actor, FindNextFreeSlots, type NextFreeSlotsAnswer, Person, uuidOf } from "@coachwork/schema";
import { firstFree } from "../core/first-free.js";
import { coachCalendars } from "../staffing/coach-calendars.js";
import { slotAnswer } from "./free-slots.js";
import { ownTimes } from "./own-times.js";
import type { Searches } from "./searches.js";
import { LONGEST_RANGE, objectionToCoaches, readQuestion, type SlotLength, slotLengthOf } from "./slot-question.js";
import { objectionToCaller, peopleWithVisibleSlots } from "./slot-access.js";
import type { Query } from "../availability/working-hours.js";
import { DAY } from "../core/lengths.js";

type Slots = ReadonlyMap<string, ReturnType<typeof slotAnswer>>;

/** How far ahead to look, in steps: most coaches are free soon, and only the others' calendars are read further. */
const LOOKS = [14 * DAY, LONGEST_RANGE];

/**
 * The next free slot of each coach, up to 92 days ahead. Null for people who have none, are not coaches, or are hidden
 * from the caller. It is part of the answer about a person, so it is hidden (null) from viewers without access.
 */
export async function nextFreeSlots(
  database: Database,
  searches: Searches,
  caller: Actor,
  asked: object,
  now: number,
): Promise<NextFreeSlotsAnswer> {
  const reading = readQuestion(FindNextFreeSlots, asked);
  if ("objection" in reading) return { slots: [], refusal: reading.objection };
  const { question } = reading;
  const { coachIds } = question;
  const objection = objectionToCoaches(coachIds);
  if (objection) return { slots: [], refusal: objection };
  if (objectionToCaller(caller)) return { slots: coachIds.map(() => null) };
  const length = await slotLengthOf(database, caller, question);
  if ("code" in length) return { slots: [], refusal: length };

  const ids = coachIds.map((id) => uuidOf(Person, id));
  const visible = await peopleWithVisibleSlots(database, caller, ids);
  const seen = ids.filter((id) => visible.has(id));
  const slots = await searches.take(caller.firmId, () => firstOf(database, caller, seen, length, now));
  return { slots: ids.map((id) => slots.get(id) ?? null) };
}

async function firstOf(
  database: Database,
  caller: Actor,
  ids: readonly string[],
  { durationMinutes, stepMinutes, type }: SlotLength,
  now: number,
): Promise<Slots> {
  const query: Query = (text, values) => database.read(caller, text, values);
  const found = new Map<string, ReturnType<typeof slotAnswer>>();
  const own = await ownTimes(database, caller, { from: new Date(now), to: new Date(now + LONGEST_RANGE) }, now);
  for (const look of LOOKS) {
    const [from, to] = [now, now + look];
    const coachIds = ids.filter((id) => !found.has(id));
    if (coachIds.length === 0) break;
    const calendars = await coachCalendars(query, { firmId: caller.firmId, coachIds, range: [from, to], now, type });
    for await (const calendar of inPortions(calendars)) {
      const slot = firstFree(calendar, { clock: calendar, from, to, now, durationMinutes, stepMinutes }, own);
      const { coachId } = calendar;
      if (slot) found.set(coachId, slotAnswer({ start: slot[0], end: slot[1], coachIds: [coachId] }));
    }
  }
  return found;
}
