import type { Database } from "@coachwork/platform";
import {
  type Actor,
  FindSchedule,
  MANAGERS,
  Person,
  type Refusal,
  type ScheduleAnswer,
  type ScheduleEntryAnswer,
  uuidOf,
} from "@coachwork/schema";
import type { Query } from "../availability/working-hours.js";
import { intersect, type Interval, merge } from "../core/interval.js";
import { DAY } from "../core/lengths.js";
import { objectionToCaller, objectionToHidden, visibleTimes } from "./slot-access.js";
import { objectionToCoaches, objectionToRange, readQuestion } from "./slot-question.js";
import { type TakenTime, timesTaken } from "./times-taken.js";

/** The longest range. */
const LONGEST = 31 * DAY;
/** The most entries of one answer. */
const MOST = 2_000;

/**
 * What takes coaches' time. The coach and those who run the practice see everything. Everybody else sees the sessions
 * that they may see, and of the rest only that the coach is busy.
 */
export async function schedule(database: Database, caller: Actor, asked: object, now: number): Promise<ScheduleAnswer> {
  const reading = readQuestion(FindSchedule, asked);
  if ("objection" in reading) return refused(reading.objection);
  const { coachIds: ids, from, to } = reading.question;
  const objection =
    objectionToRange(reading.question, LONGEST) ??
    objectionToCoaches(ids) ??
    objectionToCaller(caller) ??
    (await objectionToHidden(database, caller, ids));
  if (objection) return refused(objection);

  const query: Query = (text, values) => database.read(caller, text, values);
  const coachIds = ids.map((id) => uuidOf(Person, id));
  const range = [from.getTime(), to.getTime()] as const;
  const taken = await timesTaken(query, { firmId: caller.firmId, coachIds, range, now });
  const isOpen = await openTo(database, caller, taken);
  const entries = coachIds.flatMap((coach) => entriesOf(coach, taken.get(coach) ?? [], isOpen, range));
  if (entries.length <= MOST) return { entries: entries.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) };
  const message = `There are ${entries.length} entries; ask for fewer coaches or a shorter range, so that there are at most ${MOST}.`;
  return refused({ code: "INVALID", field: ["to"], message });
}

type IsOpen = (coach: string, time: TakenTime) => boolean;

/** What the caller sees more of than that it takes time. */
async function openTo(
  database: Database,
  caller: Actor,
  taken: ReadonlyMap<string, readonly TakenTime[]>,
): Promise<IsOpen> {
  const { grants, personId } = caller;
  const seesAll = grants.includes("schedule:read") || MANAGERS.some((role) => grants.includes(role));
  const closed = [...taken].filter(([coach]) => !seesAll && coach !== personId);
  const sessions = closed.flatMap(([, times]) => times.flatMap(({ session }) => session ?? []));
  const visible = await visibleTimes(database, caller, [...new Set(sessions)]);
  return (coach, { session }) => seesAll || coach === personId || (session !== null && visible.has(session));
}

/** A coach's entries. What the caller sees no more of is one BUSY wherever it touches, within the range. */
function entriesOf(
  coach: string,
  times: readonly TakenTime[],
  isOpen: IsOpen,
  [from, to]: Interval,
): readonly ScheduleEntryAnswer[] {
  const isShown = (time: TakenTime) => time.kind !== "BUSY" && isOpen(coach, time);
  const busy = merge(times.filter((time) => !isShown(time)).map(({ blocked }) => blocked));
  const rest = intersect(busy, [[from, to]]).map(
    (time) => ({ kind: "BUSY", time, session: null, timeOff: null }) as const,
  );
  const shown = times.filter((time) => isShown(time) && time.time[0] < to && time.time[1] > from);
  return [...shown, ...rest].map(({ kind, time: [start, end], session, timeOff }) => {
    const [startsAt, endsAt] = [start, end].map((instant) => new Date(instant).toISOString()) as [string, string];
    return { kind, startsAt, endsAt, coach, session, timeOff };
  });
}

function refused(refusal: Refusal): ScheduleAnswer {
  return { entries: [], refusal };
}
