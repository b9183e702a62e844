import { implement } from "@coachwork/platform";
import { Availability, RemoveAvailabilityOverride } from "@coachwork/schema";
import { coachToSet } from "../people/coach-to-set.js";
import { removeOverrides } from "./set-availability-override.js";

/** Restores the weekly hours on a date. */
export const removeAvailabilityOverride = implement(RemoveAvailabilityOverride, async (context, { coachId, date }) => {
  const { transaction } = context;
  const coach = await coachToSet(context, coachId);
  const availability = await transaction.findOne(Availability, { coachId: coach.id });
  const removed = availability && (await removeOverrides(context, availability.id, "o.date = $3::date", [date]));
  if (!removed) return context.refuse("NOT_FOUND", "date", `The coach has no separate hours on ${date}.`);
  transaction.tell({ type: "availability.set", ids: { coach: coach.id, availability: availability.id } });
  return { availability: availability.id };
});
