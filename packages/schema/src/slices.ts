import { getMetadataArgsStorage } from "typeorm";
import type { Service } from "./common/mutation.js";
import type { PlainEvents } from "./common/plain.js";
import * as engagements from "./engagements/index.js";
import * as live from "./live/index.js";
import * as offboarding from "./offboarding/index.js";
import * as partners from "./partners/index.js";
import * as scheduling from "./scheduling/index.js";
import * as tenancy from "./tenancy/index.js";

const slices = [tenancy, engagements, scheduling, live, partners, offboarding] as const;
type Exports = (typeof slices)[number];

const exported: readonly unknown[] = slices.flatMap((slice) => Object.values(slice));

/** Every tenant table: what a slice exports with `@Entity`, in the order of the slices. */
export const entities = exported.filter(isEntity);

function isEntity(value: unknown): value is new () => object {
  return getMetadataArgsStorage().tables.some(({ target }) => target === value);
}

/** The look of a mutation, by which one is told from all else that a slice exports. */
interface Declaration {
  readonly name: string;
  readonly owner: Service;
  readonly codes: object;
  readonly payload: unknown;
}

type MutationsOf<Slice> = Slice extends unknown ? Extract<Slice[keyof Slice], Declaration> : never;

/** Any of the mutations that there are. */
export type Declared = MutationsOf<Exports>;

/** Every mutation that a slice declares and exports. */
export const mutations: readonly Declared[] = exported.filter(isMutation);

function isMutation(value: unknown): value is Declared {
  return typeof value === "object" && value !== null && "payload" in value && "owner" in value;
}

/**
 * What can happen, and to what: the ids (UUIDs) that an event of each type names. Events carry no content, since not
 * everybody who may follow them may see it; readers fetch what they may see by the ids.
 */
export interface Events
  extends
    PlainEvents<Declared>,
    tenancy.TenancyEvents,
    engagements.EngagementEvents,
    scheduling.SchedulingEvents,
    partners.PartnerEvents {}

export type EventType = keyof Events;

/** An event as it is written. */
export type NewEvent = { [Type in EventType]: { readonly type: Type; readonly ids: Events[Type] } }[EventType];

/** An event as it is read: its number in its firm, dense and in commit order, and who did it when. */
export type LoggedEvent = NewEvent & {
  readonly seq: number;
  /** The person or API key that did it. */
  readonly actorId: string | null;
  readonly occurredAt: Date;
};
