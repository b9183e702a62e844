import { type ContextOf, implement, newId, Overtaken } from "@coachwork/platform";
import {
  ADMINS,
  CoachProfile,
  CoachSpeciality,
  type InputOf,
  SetCoachProfile,
  Speciality,
  uuidOf,
} from "@coachwork/schema";
import { In } from "typeorm";
import { personToDescribe } from "./person-to-describe.js";

type Context = ContextOf<typeof SetCoachProfile>;
type Input = InputOf<typeof SetCoachProfile>;

/** What coaches say of themselves. The rest is between them and the firm. */
const OWN: readonly string[] = ["bio", "languages", "specialityIds"] satisfies (keyof Input)[];

/** Writes the profile of a coach or mentor, or changes what is given of it. */
export const setCoachProfile = implement(SetCoachProfile, async (context, input) => {
  const { transaction } = context;
  const { personId, specialityIds, version, idempotencyKey: _, ...given } = input;
  if (!context.holds(...ADMINS)) refuseTerms(context, { ...given, specialityIds });
  // Locked, so that two changes of one profile take turns.
  const coach = await personToDescribe(context, personId, { role: "COACH", missing: "NOT_A_COACH" });

  const created = { id: newId(), personId: coach.id, ...none, ...valuesOf(given) };
  const isFirst = await transaction.insertUnlessTaken(CoachProfile, created);
  const before = isFirst ? undefined : await transaction.findOne(CoachProfile, { personId: coach.id });
  if (!isFirst && !before) throw new Overtaken("The profile was removed at the same time.");
  context.refuseStale(before ?? undefined, version);
  const id = before?.id ?? created.id;
  if (before) await transaction.update(CoachProfile, { id }, valuesOf(given));
  if (specialityIds) await choose(context, id, specialityIds);
  transaction.tell({ type: "coach_profile.set", ids: { person: coach.id, coachProfile: id } });
  return { coachProfile: id };
});

/** A profile in which nothing has been said. */
const none = {
  ...{ bio: null, languages: [], industries: [], kinds: [], formats: [], affiliation: null, capacity: null },
  ...{ hourlyRateAmount: null, hourlyRateCurrency: null },
};

function refuseTerms(context: Context, given: Partial<Input>): void {
  const [field] = Object.entries(given).find(([name, value]) => value !== undefined && !OWN.includes(name)) ?? [];
  if (field === undefined) return;
  const message = `Coaches write their own bio, languages and specialities. Ask an owner or admin to change ${field}.`;
  context.refuse("FORBIDDEN", field, message);
}

/** What is given, as it is kept. The rest stays as it is. */
function valuesOf({ hourlyRate, ...given }: Omit<Input, "personId" | "specialityIds">): Partial<CoachProfile> {
  const { languages, industries, kinds, formats } = given;
  const lists = Object.entries({ languages, industries, kinds, formats })
    .filter(([, values]) => values !== undefined)
    .map(([name, values]) => [name, [...new Set(values)]]);
  const rate = { hourlyRateAmount: hourlyRate?.amount ?? null, hourlyRateCurrency: hourlyRate?.currency ?? null };
  return { ...given, ...Object.fromEntries(lists), ...(hourlyRate !== undefined && rate) };
}

/** Replaces the specialities. One that was archived can stay, but not be chosen. */
async function choose(context: Context, coachProfileId: string, ids: readonly string[]): Promise<void> {
  const { transaction } = context;
  const standing = await transaction.find(CoachSpeciality, { coachProfileId });
  const has = new Set(standing.map(({ specialityId }) => specialityId));
  const wanted = new Set<string>();
  for (const [place, id] of ids.entries()) {
    const isChosen = has.has(uuidOf(Speciality, id));
    wanted.add((await context.fetch(Speciality, id, `specialityIds.${place}`, { isChosen })).id);
  }
  const gone = [...has].filter((id) => !wanted.has(id));
  if (gone.length > 0) await transaction.delete(CoachSpeciality, { coachProfileId, specialityId: In(gone) });
  await transaction.insert(
    CoachSpeciality,
    [...wanted].filter((id) => !has.has(id)).map((specialityId) => ({ coachProfileId, specialityId })),
  );
}
