import { type Database, inPortions, mapInPortions } from "@coachwork/platform";
import {
  type Actor,
  FindFreeSlots,
  type FreeSlotsAnswer,
  Person,
  type Refusal,
  Session,
  type SlotAnswer,
  uuidOf,
} from "@coachwork/schema";
import { openCalendar } from "../core/calendar.js";
import { reasonsOfEach, teamReasonsFrom } from "../core/empty-reasons.js";
import { firstPage, type SlotPage } from "../core/page.js";
import { eachTeamStart, type Staffing, type TeamQuery, type TeamSlot } from "../core/team-slots.js";
import { type Interval, overlaps } from "../core/interval.js";
import { coachCalendars } from "../staffing/coach-calendars.js";
import { sharesOf } from "../staffing/counted-sessions.js";
import { closedDays } from "./closed-days.js";
import { ownTimes } from "./own-times.js";
import type { Searches } from "./searches.js";
import {
  cursorOf,
  instantOf,
  objectionTo,
  type Question,
  readQuestion,
  type SlotLength,
  slotLengthOf,
} from "./slot-question.js";
import { objectionToCaller, objectionToHidden, seesTimeOf } from "./slot-access.js";
import type { Query } from "../availability/working-hours.js";

/** The default number of slots per page. */
const USUAL_PAGE = 100;

/** When coaches can be booked, alone or together. It reveals only whether coaches are free or busy, never why. */
export async function freeSlots(
  database: Database,
  searches: Searches,
  caller: Actor,
  asked: object,
  now: number,
): Promise<FreeSlotsAnswer> {
  const reading = readQuestion(FindFreeSlots, asked);
  if ("objection" in reading) return refused(reading.objection);
  const { question } = reading;
  const objection =
    objectionTo(question, now) ??
    objectionToCaller(caller) ??
    (await objectionToSession(database, caller, question)) ??
    (await objectionToHidden(database, caller, question.coachIds));
  const length = objection ?? (await slotLengthOf(database, caller, question));
  if ("code" in length) return refused(length);

  return searches.take(caller.firmId, async () => {
    const query = await teamQueryOf(database, caller, question, length, now);
    const hiding = {
      own: await ownTimes(database, caller, question, now),
      closed: await closedDays(database, caller, question),
    };
    return answerTo(query, question.first ?? USUAL_PAGE, hiding);
  });
}

/** What hides slots that the coaches have. */
interface Hiding {
  /** The asker's own sessions. */
  readonly own: readonly Interval[];
  /** Days on which the session's engagement has no sessions. A session is on the day on which it starts. */
  readonly closed: readonly Interval[];
}

async function answerTo(query: TeamQuery, first: number, hiding: Hiding): Promise<FreeSlotsAnswer> {
  const page = await pageOf(query, first, hiding);
  const { slots, hasMore } = page;
  return {
    slots: await mapInPortions(slots, slotAnswer),
    emptyReasons: await reasonsOf(query, page),
    hasNextPage: hasMore,
    startCursor: slots[0] ? cursorOf(slots[0].start) : null,
    endCursor: slots.length > 0 ? cursorOf(slots.at(-1)!.start) : null,
  };
}

interface Page extends SlotPage<TeamSlot> {
  /** Whether there are slots that the asker's own sessions hide. */
  readonly hides: boolean;
  /** Whether there are slots on closed days. */
  readonly hidesDays: boolean;
}

async function pageOf(query: TeamQuery, first: number, { own, closed }: Hiding): Promise<Page> {
  const found: TeamSlot[] = [];
  let [hides, hidesDays] = [false, false];
  for await (const slot of inPortions(eachTeamStart(query))) {
    if (!slot) continue;
    if (closed.some(([from, to]) => from <= slot.start && slot.start < to)) hidesDays = true;
    else if (own.some((each) => overlaps(each, [slot.start, slot.end]))) hides = true;
    else found.push(slot);
    if (found.length > first) break;
  }
  return { ...firstPage(found, first), hides, hidesDays };
}

async function reasonsOf(query: TeamQuery, page: Page): Promise<FreeSlotsAnswer["emptyReasons"]> {
  // The coaches have slots then, and a client has had some before the cursor.
  if (page.slots.length === 0 && (page.hides || page.hidesDays)) {
    if (query.after !== undefined) return [];
    return [...(page.hides ? (["FULLY_BUSY"] as const) : []), ...(page.hidesDays ? (["CLOSED_DAY"] as const) : [])];
  }
  return teamReasonsFrom(query, await mapInPortions(reasonsOfEach(query, page), (reasons) => reasons));
}

/** The coaches' calendars for the query. A coach without working hours is never free. */
async function teamQueryOf(
  database: Database,
  caller: Actor,
  { coachIds: ids, staffing, least, from: first, to: last, timeZone, after, stepMinutes, movingSessionId }: Question,
  length: SlotLength,
  now: number,
): Promise<TeamQuery> {
  const { firmId } = caller;
  const coachIds = ids.map((id) => uuidOf(Person, id));
  const [from, to] = [first.getTime(), last.getTime()];
  const query: Query = (text, values) => database.read(caller, text, values);
  const moving = movingSessionId == null ? undefined : uuidOf(Session, movingSessionId);
  const [calendars, shares] = await Promise.all([
    coachCalendars(query, { firmId, coachIds, range: [from, to], now, type: length.type, moving }),
    takesTurns(staffing) ? sharesOf(query, { firmId, coachIds, now }) : [],
  ]);
  const opened = await mapInPortions(calendars, (calendar) => openCalendar(calendar, from, to));
  const open = new Map(opened.map((calendar) => [calendar.coachId, calendar]));
  const had = new Map(shares.map((share) => [share.coachId, share]));
  return {
    staffing: staffingOf(coachIds.length, staffing, least),
    coaches: coachIds.map((coachId) => ({
      ...(open.get(coachId) ?? { open: [], busy: [] }),
      ...(had.get(coachId) ?? { coachId, had: 0 }),
    })),
    clock: timeZone == null ? (calendars[0] ?? { timeZone: "UTC" }) : { timeZone },
    from,
    to,
    after: after == null ? undefined : instantOf(after),
    now,
    durationMinutes: length.durationMinutes,
    stepMinutes: stepMinutes ?? length.stepMinutes,
  };
}

async function objectionToSession(
  database: Database,
  caller: Actor,
  { movingSessionId: id }: Question,
): Promise<Refusal | undefined> {
  if (id == null || (await seesTimeOf(database, caller, uuidOf(Session, id)))) return undefined;
  return { code: "NOT_FOUND", field: ["movingSessionId"], message: "There is no Session with this id." };
}

function staffingOf(coaches: number, rule: Question["staffing"], least: Question["least"]): Staffing {
  if (rule === "N_OF") return { rule, least: least! };
  return { rule: rule ?? (coaches === 1 ? "ONE" : "ANY") };
}

function takesTurns(rule: Question["staffing"]): boolean {
  return rule === "ROUND_ROBIN" || rule === "N_OF";
}

export function slotAnswer({ start, end, coachIds }: TeamSlot): SlotAnswer {
  return { startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString(), coaches: coachIds };
}

function refused(refusal: Refusal): FreeSlotsAnswer {
  return { slots: [], emptyReasons: [], hasNextPage: false, startCursor: null, endCursor: null, refusal };
}
