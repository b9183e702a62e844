import { type ContextOf, implement, newId } from "@coachwork/platform";
import {
  Availability,
  AvailabilityWindow,
  type AvailabilityWindowInput,
  type InputOf,
  SetAvailability,
} from "@coachwork/schema";
import { rezoneCalendars } from "../calendars/rezone-calendars.js";
import { sessionsHitBy } from "./sessions-hit.js";
import { coachToSet } from "../people/coach-to-set.js";
import { type Stored, windowsToSet } from "./windows-to-set.js";
import { followRoom } from "../places/follow-room.js";

type Context = ContextOf<typeof SetAvailability>;

/** Sets when a coach works, replacing what was set before. Booked sessions stay as they are. */
export const setAvailability = implement(SetAvailability, async (context, input) => {
  const { transaction, now } = context;
  const coach = await coachToSet(context, input.coachId);
  checkDates(context, input);
  const windows = await windowsToSet(context, input.windows);
  const { id: availabilityId, ...before } = await locked(context, coach.id, input);
  const sessionsHit = await sessionsHitBy(context, coach.id, () => write(context, availabilityId, input, windows));
  await rezoneCalendars(transaction, { coachId: coach.id, before: before.timeZone, after: input.timeZone }, now);
  if ((input.meetingRoom ?? null) !== (before.meetingRoom ?? null)) await followRoom(transaction, coach.id);
  transaction.tell({ type: "availability.set", ids: { coach: coach.id, availability: availabilityId } });
  return { availability: availabilityId, sessionsHit };
});

function checkDates(context: Context, { windows }: InputOf<typeof SetAvailability>): void {
  windows.forEach(({ firstDate, lastDate }, place) => {
    if (firstDate == null || lastDate == null || firstDate <= lastDate) return;
    const message = `The window would apply from ${firstDate} to ${lastDate}; its last date must not be before its first.`;
    context.refuse("END_BEFORE_START", `windows.${place}.lastDate`, message);
  });
}

interface Written {
  readonly id: string;
  /** The previous zone. */
  readonly timeZone?: string;
  /** The previous room. */
  readonly meetingRoom?: string | null;
}

/** The availability, locked, so that two concurrent changes take turns. A first one is written. */
async function locked(
  { transaction, actor }: Context,
  coachId: string,
  input: InputOf<typeof SetAvailability>,
): Promise<Written> {
  const id = newId();
  if (await transaction.insertUnlessTaken(Availability, { id, coachId, ...termsOf(input) })) return { id };
  const [before] = await transaction.query<Required<Written>>(
    `select id, time_zone as "timeZone", meeting_room as "meetingRoom" from availability
     where firm_id = $1::uuid and coach_id = $2::uuid for no key update`,
    [actor.firmId, coachId],
  );
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

function termsOf(input: InputOf<typeof SetAvailability>) {
  const { timeZone, bufferBeforeMinutes, bufferAfterMinutes, minimumNoticeMinutes } = input;
  const { horizonDays = null, mostPerDay = null, mostPerWeek = null, meetingRoom = null } = input;
  const limits = { horizonDays, mostPerDay, mostPerWeek };
  return { timeZone, bufferBeforeMinutes, bufferAfterMinutes, minimumNoticeMinutes, ...limits, meetingRoom };
}
