import { type SessionType, type Staffing as StaffingRule, rfc3339 } from "@coachwork/schema";
import { openCalendar } from "../core/calendar.js";
import { DAY, MINUTE } from "../core/lengths.js";
import { eachTeamSlot, type Staffing, type TeamQuery } from "../core/team-slots.js";
import type { Query } from "../availability/working-hours.js";
import { coachCalendars } from "./coach-calendars.js";
import type { Objection } from "./objection.js";
import type { SessionTime } from "./session-time.js";

/** The start of a session that a client asks for. */
export interface AskedStart {
  readonly firmId: string;
  readonly personId: string | null;
  readonly coachIds: readonly string[];
  readonly staffing?: StaffingRule | null;
  readonly least?: number | null;
  readonly time: SessionTime;
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly type: SessionType | undefined;
  /** The session that moves. It hides no slot. */
  readonly moved?: string;
}

/** How far around the start the nearest slots are looked for. */
const AROUND = DAY;

/**
 * Why a client cannot start a session then, although the coaches are free: it would lie between two slots. Slots are those of
 * `freeSlots` in the usual steps, on the clock of the session, of the first coach or of the client. If the coaches are not
 * free then, others object.
 */
export async function objectionToStart(query: Query, asked: AskedStart): Promise<Objection | undefined> {
  const start = asked.time.startsAt.getTime();
  const durationMinutes = (asked.time.endsAt.getTime() - start) / MINUTE;
  const stepMinutes = asked.type?.stepMinutes ?? durationMinutes;
  const { team, coachClock } = await teamAround(query, asked, start);
  const clocks = [coachClock, { timeZone: asked.timeZone }, ...(await clockOfClient(query, asked))];
  const terms = { ...team, from: start, to: start + 1, now: asked.now, durationMinutes };
  if (clocks.some((clock) => firstStart({ ...terms, clock, stepMinutes }) === start)) return undefined;
  if (firstStart({ ...terms, clock: coachClock, stepMinutes: 1 }) !== start) return undefined;

  const near = { ...terms, clock: coachClock, stepMinutes, from: start - AROUND, to: start + AROUND };
  const starts = [...eachTeamSlot(near)].map((slot) => slot.start);
  const nearest = [starts.findLast((each) => each < start), starts.find((each) => each > start)];
  return { code: "NOT_A_SLOT", field: "startsAt", message: messageOf(start, nearest) };
}

function messageOf(start: number, nearest: readonly (number | undefined)[]): string {
  const [first, second] = nearest.filter((each) => each !== undefined).map((each) => rfc3339(each));
  const advice =
    first === undefined
      ? "choose one of the free slots"
      : second === undefined
        ? `the nearest starts at ${first}`
        : `the nearest start at ${first} and ${second}`;
  return `${rfc3339(start)} is not the start of a slot; ${advice}.`;
}

type Team = Pick<TeamQuery, "staffing" | "coaches">;

async function teamAround(
  query: Query,
  { firmId, coachIds, staffing, least, now, type, moved }: AskedStart,
  start: number,
): Promise<{ readonly team: Team; readonly coachClock: TeamQuery["clock"] }> {
  const [from, to] = [start - AROUND, start + AROUND];
  const calendars = await coachCalendars(query, { firmId, coachIds, range: [from, to], now, type, moving: moved });
  const coaches = calendars.map((calendar) => ({ ...openCalendar(calendar, from, to), had: 0 }));
  const team = { staffing: ruleOf(staffing, least), coaches };
  return { team, coachClock: calendars[0] ?? { timeZone: "UTC" } };
}

/** All coaches are needed unless something else is asked for. */
function ruleOf(staffing: AskedStart["staffing"], least: AskedStart["least"]): Staffing {
  if (staffing === "N_OF") return { rule: staffing, least: least ?? 1 };
  return { rule: staffing === "ANY" || staffing === "ROUND_ROBIN" ? "ANY" : "ALL" };
}

async function clockOfClient(query: Query, { firmId, personId }: AskedStart): Promise<TeamQuery["clock"][]> {
  if (personId === null) return [];
  const text = `select p.time_zone as "timeZone" from person p where p.firm_id = $1::uuid and p.id = $2::uuid`;
  return (await query(text, [firmId, personId])) as { timeZone: string }[];
}

function firstStart(question: TeamQuery): number | undefined {
  return eachTeamSlot(question).next().value?.start;
}
