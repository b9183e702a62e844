import { type ContextOf, implement, newId } from "@coachwork/platform";
import {
  Availability,
  AvailabilityWindow,
  type AvailabilityWindowInput,
  type InputOf,
  SetAvailability,
} from "@coachwork/schema";
import { hasWeekday } from "../core/local-day.js";
import { rezoneCalendars } from "../calendars/rezone-calendars.js";
import { sessionsHitBy } from "./sessions-hit.js";
import { coachToSet } from "../people/coach-to-set.js";
import { type Stored, windowsToSet } from "./windows-to-set.js";
import { followRoom } from "../places/follow-room.js";

type Context = ContextOf<typeof SetAvailability>;

/** Sets when a coach works. Its windows replace those set before. Booked sessions stay as they are. */
export const setAvailability = implement(SetAvailability, async (context, input) => {
  const { transaction, now } = context;
  const coach = await coachToSet(context, input.coachId);
  checkDates(context, input);
  const { id: availabilityId, ...before } = await locked(context, coach.id, input);
  const standing = await transaction.find(AvailabilityWindow, { availabilityId });
  const windows = await windowsToSet(context, input.windows, standing);
  const sessionsHit = await sessionsHitBy(context, coach.id, () => write(context, availabilityId, input, windows));
  await rezoneCalendars(transaction, { coachId: coach.id, before: before.timeZone, after: input.timeZone }, now);
  const { meetingRoom = null } = before;
  if (input.meetingRoom !== undefined && input.meetingRoom !== meetingRoom) await followRoom(transaction, coach.id);
  transaction.tell({ type: "availability.set", ids: { coach: coach.id, availability: availabilityId } });
  return { availability: availabilityId, sessionsHit };
});

function checkDates(context: Context, { windows }: InputOf<typeof SetAvailability>): void {
  windows.forEach(({ weekday, firstDate, lastDate }, place) => {
    if (firstDate == null || lastDate == null) return;
    if (firstDate <= lastDate) return refuseIfNever(context, { weekday, firstDate, lastDate }, place);
    const message = `The window would apply from ${firstDate} to ${lastDate}; its last date must not be before its first.`;
    context.refuse("END_BEFORE_START", `windows.${place}.lastDate`, message);
  });
}

/** A window must have a date on which it applies. */
function refuseIfNever(
  context: Context,
  { weekday, firstDate, lastDate }: { weekday: number; firstDate: string; lastDate: string },
  place: number,
): void {
  if (hasWeekday(weekday, firstDate, lastDate)) return;
  const name = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, weekday)),
  );
  const message = `The window is on ${name}s, but no date from ${firstDate} to ${lastDate} is a ${name}; give other dates or another weekday.`;
  context.refuse("INVALID", `windows.${place}.weekday`, message);
}

interface Written {
  readonly id: string;
  /** The previous zone. */
  readonly timeZone?: string;
  /** The previous room. */
  readonly meetingRoom?: string | null;
  /** The previous version. */
  readonly version?: number;
}

/** The availability, locked, so that two concurrent changes take turns. A first one is written. */
async function locked(context: Context, coachId: string, input: InputOf<typeof SetAvailability>): Promise<Written> {
  const { transaction, actor } = context;
  const id = newId();
  const first = { ...none, ...termsOf(input) };
  if (await transaction.insertUnlessTaken(Availability, { id, coachId, ...first })) {
    context.refuseStale(undefined, input.version);
    return { id };
  }
  const [before] = await transaction.query<Required<Written>>(
    `select id, time_zone as "timeZone", meeting_room as "meetingRoom", version from availability
     where firm_id = $1::uuid and coach_id = $2::uuid for no key update`,
    [actor.firmId, coachId],
  );
  context.refuseStale(before, input.version);
  return before!;
}

async function write(
  { transaction }: Context,
  availabilityId: string,
  input: InputOf<typeof SetAvailability>,
  windows: readonly Stored<AvailabilityWindowInput>[],
): Promise<void> {
  await transaction.update(Availability, { id: availabilityId }, termsOf(input));
  await transaction.delete(AvailabilityWindow, { availabilityId });
  await transaction.insert(
    AvailabilityWindow,
    windows.map((window) => ({ availabilityId, ...window })),
  );
}

/** The terms of a coach who has set none. */
const none = {
  ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 0, minimumNoticeMinutes: 0 },
  ...{ horizonDays: null, mostPerDay: null, mostPerWeek: null, meetingRoom: null },
};

/** What is said about the terms. The others stay as they are. */
function termsOf(input: InputOf<typeof SetAvailability>): Pick<Availability, "timeZone"> & Partial<Availability> {
  const { coachId: _coach, windows: _windows, version: _version, idempotencyKey: _key, ...terms } = input;
  return terms;
}
