import type { Json } from "@coachwork/reader";
import { apiIdOf, hidden } from "@coachwork/reader";
import { FindNextFreeSlot, Person, Slot, type SlotAnswer, type ValuesOf } from "@coachwork/schema";
import DataLoader from "dataloader";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { asAnswer } from "../graphql/resolve.js";
import { Takes } from "../graphql/takes.js";
import { refusalError } from "./refusal-error.js";

/** The length of the session to find a slot for. */
type Length = ValuesOf<typeof FindNextFreeSlot.fields>;

/** When people can next be booked as coaches: one query to the scheduling service for a whole page of people. */
@Resolver(() => Person)
export class NextFreeSlot {
  @FieldResolver(() => Slot, {
    nullable: true,
    description:
      "The next time in the coming 92 days at which the person can be booked as a coach. Null if there is none, if the person is not a coach, and for viewers who may only see dates.",
  })
  @Takes(FindNextFreeSlot)
  async nextFreeSlot(@Root() person: Json, @Ctx() context: Context, length: Length): Promise<Slot | null> {
    const id = (person as { [hidden.id]: string })[hidden.id];
    const slot = await loaderOf(context, length).load(id);
    return slot && (asAnswer(slot) as Slot);
  }
}

type Loader = DataLoader<string, SlotAnswer | null>;

const loaders = new WeakMap<Context, Map<string, Loader>>();

/** Combines the same query for several people into one. */
function loaderOf(context: Context, length: Length): Loader {
  const ofContext = loaders.get(context) ?? new Map<string, Loader>();
  loaders.set(context, ofContext);
  const key = JSON.stringify([length.sessionTypeId, length.durationMinutes]);
  const known = ofContext.get(key);
  if (known) return known;
  const loader: Loader = new DataLoader((ids) => ask(context, ids, length), { cache: false, maxBatchSize: 100 });
  ofContext.set(key, loader);
  return loader;
}

async function ask(context: Context, ids: readonly string[], length: Length): Promise<(SlotAnswer | null)[]> {
  const distinct = [...new Set(ids)];
  const question = { ...length, coachIds: distinct.map((id) => apiIdOf(Person, id)) };
  const { slots, refusal } = await context.services.scheduling(signedIn(context), (service) =>
    service.nextFreeSlots.query(question),
  );
  if (refusal) throw refusalError(refusal);
  const found = new Map(distinct.map((id, index) => [id, slots[index] ?? null]));
  return ids.map((id) => found.get(id) ?? null);
}
