import { type CommandContext, type ContextOf, dateIn, implement, newId } from "@coachwork/platform";
import {
  type Availability,
  AvailabilityOverride,
  AvailabilityOverrideWindow,
  type DayWindowInput,
  MOST_OVERRIDES,
  SetAvailabilityOverride,
} from "@coachwork/schema";
import { sessionsHitBy } from "./sessions-hit.js";
import { type Stored, windowsToSet } from "./windows-to-set.js";
import { coachToSet } from "../people/coach-to-set.js";
import { DAY } from "../core/lengths.js";
import { isTooFarAhead } from "../core/far-ahead.js";

type Context = ContextOf<typeof SetAvailabilityOverride>;

/** Sets a coach's hours on one date, in place of the weekly hours. Booked sessions stay as they are. */
export const setAvailabilityOverride = implement(SetAvailabilityOverride, async (context, input) => {
  const { transaction } = context;
  const coach = await coachToSet(context, input.coachId);
  const availability = await availabilityToSet(context, coach.id);
  const before = await transaction.findOne(AvailabilityOverride, { availabilityId: availability.id, date: input.date });
  const standing = before ? await transaction.find(AvailabilityOverrideWindow, { overrideId: before.id }) : [];
  const windows = await windowsToSet(context, input.windows, standing);
  const today = dateIn(availability.timeZone, context.now);
  checkDate(context, input.date, today);

  const sessionsHit = await sessionsHitBy(context, coach.id, () =>
    replace(context, availability, { date: input.date, windows }, today),
  );
  transaction.tell({ type: "availability.set", ids: { coach: coach.id, availability: availability.id } });
  return { availability: availability.id, sessionsHit };
});

/** Replaces the hours on that date, and forgets those of the past. */
async function replace(
  context: Context,
  availability: Pick<Availability, "id">,
  { date, windows }: { readonly date: string; readonly windows: readonly Stored<DayWindowInput>[] },
  today: string,
): Promise<void> {
  const { transaction } = context;
  await removeOverrides(context, availability.id, `(o.date < $3::date - 2 or o.date = $4::date)`, [today, date]);
  const { length } = await transaction.find(AvailabilityOverride, { availabilityId: availability.id });
  if (length >= MOST_OVERRIDES) {
    const message = `The coach already has separate hours on ${length} dates; remove one, or change the weekly hours.`;
    context.refuse("TOO_MANY_OVERRIDES", "date", message);
  }
  const overrideId = newId();
  await transaction.insert(AvailabilityOverride, { id: overrideId, availabilityId: availability.id, date });
  await transaction.insert(
    AvailabilityOverrideWindow,
    windows.map((window) => ({ overrideId, ...window })),
  );
}

/** On a trip, the coach may be a day behind or ahead of the weekly hours' zone. */
function checkDate(context: Context, date: string, today: string): void {
  const day = new Date(`${date}T00:00Z`);
  const dayBefore = new Date(Date.parse(`${today}T00:00Z`) - DAY);
  if (day < dayBefore) context.refuse("ALREADY_OVER", "date", `${date} is in the past; give today or a later date.`);
  if (isTooFarAhead(day, context.now))
    context.refuse("TOO_FAR_AHEAD", "date", `${date} is more than ten years ahead; give an earlier date.`);
}

/** Locked, so that two concurrent overrides take turns. */
async function availabilityToSet(context: Context, coachId: string): Promise<Pick<Availability, "id" | "timeZone">> {
  const [availability] = await context.transaction.query<Pick<Availability, "id" | "timeZone">>(
    `select id, time_zone as "timeZone" from availability
     where firm_id = $1::uuid and coach_id = $2::uuid for no key update`,
    [context.actor.firmId, coachId],
  );
  if (availability) return availability;
  const message = "The coach has no weekly hours, which define the time zone; set them first.";
  return context.refuse("NO_AVAILABILITY", "coachId", message);
}

/** Removes an availability's overrides that match a condition, with their windows, and returns their number. */
export async function removeOverrides(
  { transaction, actor }: Pick<CommandContext<never>, "transaction" | "actor">,
  availabilityId: string,
  condition: string,
  values: readonly string[],
): Promise<number> {
  const found = await transaction.query<{ id: string }>(
    `select o.id from availability_override o
     where o.firm_id = $1::uuid and o.availability_id = $2::uuid and ${condition}`,
    [actor.firmId, availabilityId, ...values],
  );
  for (const { id } of found) {
    await transaction.delete(AvailabilityOverrideWindow, { overrideId: id });
    await transaction.delete(AvailabilityOverride, { id, availabilityId });
  }
  return found.length;
}
