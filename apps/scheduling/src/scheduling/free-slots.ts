import type { Database } from "@coachwork/platform";
import { visibleRows } from "@coachwork/reader";
import { type FreeSlotsAnswer, idOf, Person, type SchedulingCaller, type SchedulingCalls } from "@coachwork/schema";
import { emptyReasons } from "../core/empty-reasons.js";
import type { Interval } from "../core/interval.js";
import { eachSlot, type SlotQuery } from "../core/slots.js";
import { openIntervals } from "../core/windows.js";
import { isTimeZone } from "@coachwork/schema/time-zone";
import { isTooFarAhead, MINUTE } from "./session-time.js";
import { LONGEST_BUFFER, takenTimes } from "./taken-times.js";
import { type Query, workingHoursOf } from "./working-hours.js";

type Question = Parameters<SchedulingCalls["freeSlots"]>[1];
type Refusal = NonNullable<FreeSlotsAnswer["refusal"]>;

const MOST_SLOTS = 500;
const LONGEST_RANGE = 92 * 24 * 60 * MINUTE;

/** Those who may know when a session is may know when it could be; sponsors and finance see dates only. */
const ASKERS = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"];
const ASKING_SCOPE = "schedule:read";

/** When a coach can be booked. Answers with free or busy, never with what makes the coach busy. */
export async function freeSlots(
  database: Database,
  caller: SchedulingCaller,
  question: Question,
  now: number,
): Promise<FreeSlotsAnswer> {
  const refusal = objectionTo(question, now) ?? (await objectionToCaller(database, caller, question.coachId));
  if (refusal) return { slots: [], emptyReasons: [], hasMore: false, refusal };

  const query = await slotQueryOf(database, caller, question, now);
  if (!query) return { slots: [], emptyReasons: ["NO_AVAILABILITY"], hasMore: false };
  const found: Interval[] = [];
  for (const slot of eachSlot(query)) {
    if (found.push(slot) > MOST_SLOTS) break;
  }
  return {
    slots: found.slice(0, MOST_SLOTS).map(([start, end]) => ({ startsAt: iso(start), endsAt: iso(end) })),
    emptyReasons: found.length === 0 ? emptyReasons(query) : [],
    hasMore: found.length > MOST_SLOTS,
  };
}

/** What the coach's calendar says about the question; undefined where the coach has not set when they work. */
async function slotQueryOf(
  database: Database,
  caller: SchedulingCaller,
  { coachId: id, from, to, durationMinutes, stepMinutes, timeZone }: Question,
  now: number,
): Promise<SlotQuery | undefined> {
  const coachId = idOf(Person, id);
  const query: Query = (text, values) => database.read(caller, text, values);
  const hours = (await workingHoursOf(query, caller.firmId, [coachId])).get(coachId);
  if (!hours) return undefined;
  const open = openIntervals(hours.windows, hours.timeZone, from.getTime(), to.getTime());
  const [first, last] = [open[0], open.at(-1)];
  const taken =
    first && last
      ? await takenTimes(query, caller.firmId, [coachId], [first[0] - LONGEST_BUFFER, last[1] + LONGEST_BUFFER])
      : undefined;
  return {
    ...hours,
    open,
    busy: taken?.get(coachId) ?? [],
    timeZone: timeZone ?? hours.timeZone,
    from: from.getTime(),
    to: to.getTime(),
    durationMinutes,
    stepMinutes: stepMinutes ?? undefined,
    now,
  };
}

function objectionTo({ from, to, durationMinutes, stepMinutes, timeZone }: Question, now: number): Refusal | undefined {
  if (from >= to)
    return invalid(
      "to",
      `The range would end at ${to.toISOString()}; it must end after its start, ${from.toISOString()}.`,
    );
  if (to.getTime() - from.getTime() > LONGEST_RANGE)
    return invalid("to", "The range is longer than 92 days; ask for less at once.");
  if (isTooFarAhead(to, now))
    return invalid("to", `${to.toISOString()} is more than ten years ahead; ask for an earlier time.`);
  if (!isMinutes(durationMinutes))
    return invalid("durationMinutes", `durationMinutes is ${durationMinutes}; it must be 5 to 720.`);
  if (stepMinutes != null && !isMinutes(stepMinutes))
    return invalid("stepMinutes", `stepMinutes is ${stepMinutes}; it must be 5 to 720.`);
  if (timeZone != null && !isTimeZone(timeZone))
    return invalid("timeZone", `No IANA time zone is named ${timeZone}; give one such as Europe/London.`);
  return undefined;
}

async function objectionToCaller(
  database: Database,
  caller: SchedulingCaller,
  id: string,
): Promise<Refusal | undefined> {
  const coachId = idOf(Person, id);
  const grants = caller.grants.filter((grant) => ASKERS.includes(grant));
  const isKey = caller.grants.includes(ASKING_SCOPE);
  if (grants.length === 0 && !isKey) {
    return {
      code: "FORBIDDEN",
      field: null,
      message: `Free slots are for ${ASKERS.join(", ")} and keys with ${ASKING_SCOPE}.`,
    };
  }
  const { text, values } = isKey
    ? {
        text: "select p.id from person p where p.firm_id = $1::uuid and p.id = $2::uuid",
        values: [caller.firmId, coachId],
      }
    : visibleRows(database.source, { ...caller, grants }, Person, [coachId]);
  const rows = await database.read(caller, text, values);
  return rows.length > 0
    ? undefined
    : { code: "NOT_FOUND", field: ["coachId"], message: `There is no Person with the id ${id}.` };
}

function isMinutes(value: number): boolean {
  return Number.isInteger(value) && value >= 5 && value <= 720;
}

function invalid(field: string, message: string): Refusal {
  return { code: "INVALID", field: [field], message };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
