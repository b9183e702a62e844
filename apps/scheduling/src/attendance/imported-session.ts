import {
  dateIn,
  type ImportColumns,
  type ImportRow,
  type NamedPeople,
  type NamedPerson,
  valuesOfList,
} from "@coachwork/platform";
import { AttendanceStatus, type Engagement, isTimeZone, kinds, quoted, SessionKind } from "@coachwork/schema";
import { Temporal } from "temporal-polyfill";
import { coversDate, type EngagementPeople, expectedOn } from "../people/engagement-people.js";
import { objectionToLength, type SessionTime } from "../staffing/session-time.js";
import { MINUTE } from "../core/lengths.js";

/** The columns of an import of sessions, with what an export calls them. */
export const sessionColumns = {
  ...{
    engagement: ["engagement.externalId"],
    starts_at: ["start"],
    ends_at: ["end"],
    minutes: [],
    kind: [],
    status: [],
    time_zone: [],
  },
  ...{ coaches: ["coaches.coach.email"], participants: ["attendance.person.email"], attendance: ["attendance.status"] },
} as const satisfies ImportColumns<string>;
export type SessionColumn = keyof typeof sessionColumns;
export type SessionRow = ImportRow<SessionColumn>;

/** The status of a session that has taken place, whether or not anybody came. */
export type PastStatus = "COMPLETED" | "NO_SHOW";

/** What an import needs of an engagement. */
export type PastEngagement = Pick<
  Engagement,
  "id" | "externalId" | "status" | "startsOn" | "endsOn" | "allocationUnit" | "allocationAmount"
>;

/** What is needed to read a record. */
export interface Known {
  readonly engagement: PastEngagement;
  readonly people: EngagementPeople;
  readonly person: NamedPeople;
  /** The time zones of the engagement's coaches, by their ids. */
  readonly coachTimeZones: ReadonlyMap<string, string>;
  readonly firmTimeZone: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A session that has taken place, as a record tells it. */
export interface PastSession extends SessionTime {
  /** As the record says it. Null if it does not: it follows from attendance. */
  readonly status: PastStatus | null;
  readonly kind: SessionKind;
  readonly timeZone: string;
  readonly date: string;
  readonly coachIds: readonly string[];
  readonly attendance: ReadonlyMap<string, AttendanceStatus>;
}

/** Reads a record. Undefined if anything in it is wrong. Then it is refused. */
export function pastSessionIn(row: SessionRow, known: Known): PastSession | undefined {
  const { engagement, people } = known;
  const status = statusIn(row);
  if (status === undefined) return undefined;
  const kind = row.word("kind", kinds.wordOf(SessionKind)) ?? "REGULAR";
  const coaches = namedIn(row, "coaches", known.person);
  const timeZone = zoneIn(row, coaches, known);
  const time = timeZone === undefined ? undefined : timeIn(row, timeZone, known.now);
  if (!time || timeZone === undefined) return undefined;
  const date = dateIn(timeZone, time.startsAt.getTime());
  refuseDay(row, engagement, { kind, date });
  const coachIds = sideOn(row, "coaches", coaches, expectedOn(people.coaches, date, engagement), date);
  const expected = expectedOn(people.participants, date, engagement);
  const attendance = attendanceIn(row, known, expected, date);
  return row.isRefused ? undefined : { ...time, status, kind, timeZone, date, coachIds, attendance };
}

/** An export tells the status of sessions that were cancelled or are ahead, too. Their other cells say nothing of what took place. */
function statusIn(row: SessionRow): PastStatus | null | undefined {
  const text = row.text("status");
  const word = text?.toUpperCase() ?? null;
  if (word === null || word === "COMPLETED" || word === "NO_SHOW") return word;
  const message = `status is ${quoted(text!)}. Give COMPLETED or NO_SHOW, or leave the record out: only what took place is imported.`;
  row.refuse("status", "WRONG_STATUS", message);
  return undefined;
}

/** The people whom a cell names, or null if it says nothing. Blanks stand for people who were erased, and name nobody. */
function namedIn(
  row: SessionRow,
  column: "coaches" | "participants",
  person: NamedPeople,
): readonly NamedPerson[] | null {
  const text = row.text(column);
  if (text === null) return null;
  return valuesOfList(text).flatMap((name) => {
    if (name === "") return [];
    const found = person(name);
    if (found) return [found];
    const message = `${column} names ${quoted(name)}, but nobody in the firm has this external id or e-mail address. Import people first.`;
    row.refuse(column, "NOT_FOUND", message);
    return [];
  });
}

function zoneIn(
  row: SessionRow,
  coaches: readonly NamedPerson[] | null,
  { people, coachTimeZones, firmTimeZone }: Known,
): string | undefined {
  const said = row.text("time_zone");
  if (said === null)
    return coaches?.[0]?.timeZone ?? coachTimeZones.get(people.coaches[0]?.personId ?? "") ?? firmTimeZone;
  if (isTimeZone(said)) return said;
  const message = `time_zone is ${quoted(said)}. Give the name of an IANA time zone, such as Europe/London.`;
  row.refuse("time_zone", "UNKNOWN_TIME_ZONE", message);
  return undefined;
}

function timeIn(row: SessionRow, timeZone: string, now: number): SessionTime | undefined {
  row.needs("starts_at");
  const startsAt = instantIn(row, "starts_at", timeZone);
  const minutes = row.number("minutes", kinds.count(5, 720));
  const said = instantIn(row, "ends_at", timeZone);
  if (row.text("minutes") === null && row.text("ends_at") === null)
    row.refuse("minutes", "REQUIRED", "minutes is missing. Give the length, 5 to 720, or ends_at.");
  if (row.isRefused || startsAt === null) return undefined;
  const endsAt = said ?? new Date(startsAt.getTime() + minutes! * MINUTE);
  if (said && minutes !== null && endsAt.getTime() - startsAt.getTime() !== minutes * MINUTE)
    row.refuse("minutes", "INVALID", `minutes is ${minutes}, but ends_at says otherwise. Give one of them.`);
  const objection = objectionToLength({ startsAt, endsAt });
  if (objection) row.refuse(said ? "ends_at" : "minutes", "INVALID", objection.message);
  else if (endsAt.getTime() > now)
    row.refuse("starts_at", "NOT_OVER", "The session is not over yet. Book it, or import it when it is.");
  return row.isRefused ? undefined : { startsAt, endsAt };
}

const WITH_OFFSET = /(z|[+-]\d\d:?\d\d)$/i;
const LOCAL = /^(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d)(:00(\.0+)?)?$/i;

/** An instant with an offset from UTC, or a time of day in the time zone. A time that came twice there, or never, needs an offset. */
function instantIn(row: SessionRow, column: "starts_at" | "ends_at", timeZone: string): Date | null {
  const text = row.text(column);
  if (text === null) return null;
  if (WITH_OFFSET.test(text)) return row.read(column, kinds.minute);
  const [, day, time] = LOCAL.exec(text) ?? [];
  const wrong = (why: string) => {
    row.refuse(column, "INVALID", `${column} is ${quoted(text)}${why}`);
    return null;
  };
  const example = "such as 2026-03-02 09:30, or 2026-03-02T09:30:00Z";
  if (day === undefined || time === undefined) return wrong(`. Give a day and a time on a full minute, ${example}.`);
  try {
    const local = Temporal.PlainDateTime.from(`${day}T${time}`);
    const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
      local.toZonedDateTime(timeZone, { disambiguation }),
    );
    if (earlier!.epochMilliseconds === later!.epochMilliseconds)
      return row.read(column, kinds.minute, new Date(earlier!.epochMilliseconds));
    const often = earlier!.toPlainDateTime().equals(local) ? "twice" : "never";
    return wrong(
      `, which came ${often} in ${timeZone}: the clocks were changed. Give it with its offset from UTC, ${example}.`,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return wrong(`, which is no day and time. Give one, ${example}.`);
  }
}

/** Whatever became of an engagement since: what it had, it had. */
function refuseDay(
  row: SessionRow,
  engagement: PastEngagement,
  { kind, date }: { readonly kind: SessionKind; readonly date: string },
): void {
  const { status, startsOn, endsOn } = engagement;
  const isChemistry = kind === "CHEMISTRY";
  if (status === "DRAFT" && !isChemistry) {
    const message = "The engagement is a DRAFT, which only has CHEMISTRY sessions. Activate it first.";
    return row.refuse("engagement", "WRONG_STATUS", message);
  }
  if (coversDate(engagement, date) || (isChemistry && date < startsOn)) return;
  const days = endsOn === null ? `begins on ${startsOn}` : `is from ${startsOn} to ${endsOn}`;
  const message = `The session was on ${date}, but the engagement ${days}. Correct the day, or the engagement.`;
  row.refuse("starts_at", "OUTSIDE_ENGAGEMENT", message);
}

/** Those of one side who were there. All whom the cell names must belong to the engagement on that day. */
function sideOn(
  row: SessionRow,
  column: "coaches" | "participants",
  named: readonly NamedPerson[] | null,
  expected: readonly string[],
  date: string,
): readonly string[] {
  const who = column === "coaches" ? "coach" : "participant";
  if (named === null) {
    if (expected.length === 0 && column === "coaches")
      row.refuse(column, "REQUIRED", `The engagement has no coach on ${date}. Add one for that day first.`);
    return expected;
  }
  for (const { id, name } of named)
    if (!expected.includes(id))
      row.refuse(
        column,
        "OUTSIDE_ENGAGEMENT",
        `${name} is no ${who} of the engagement on ${date}. Name somebody who is.`,
      );
  const ids = named.map(({ id }) => id);
  const twice = named.find(({ id }, place) => ids.indexOf(id) < place);
  if (twice) row.refuse(column, "INVALID", `${column} names ${twice.name} twice. Name everybody once.`);
  return ids;
}

function attendanceIn(
  row: SessionRow,
  { person }: Known,
  expected: readonly string[],
  date: string,
): ReadonlyMap<string, AttendanceStatus> {
  const names = valuesOfList(row.text("participants") ?? "");
  const ids = sideOn(row, "participants", namedIn(row, "participants", person), expected, date);
  const words = valuesOfList(row.text("attendance") ?? "").map((word) => word.toUpperCase());
  const count = row.text("participants") === null ? expected.length : names.length;
  if (words.length > 0 && words.length !== count) {
    const message = `attendance has ${words.length} values, but ${count} participants were expected. Name the participants, and give one value for each, in the same order.`;
    row.refuse("attendance", "INVALID", message);
  } else if (words.length > 1 && names.length === 0) {
    const message = `attendance has ${words.length} values, but participants is empty. Name the participants, in the same order.`;
    row.refuse("attendance", "INVALID", message);
  }
  for (const word of new Set(words)) {
    if (Object.hasOwn(AttendanceStatus, word) && word !== "PENDING") continue;
    const message = `attendance is ${quoted(word)}. Give PRESENT, LATE, EXCUSED or NO_SHOW.`;
    row.refuse("attendance", "INVALID", message);
  }
  // Without those who were erased, whom nothing names.
  const told = names.length > 0 ? words.filter((_, place) => names[place] !== "") : words;
  return new Map(ids.map((id, place) => [id, (told[place] ?? "PRESENT") as AttendanceStatus]));
}
