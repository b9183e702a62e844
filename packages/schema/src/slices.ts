import { getMetadataArgsStorage } from "typeorm";
import type { Role } from "./common/grants.js";
import type { KeyAccess } from "./common/scopes.js";
import type { Service } from "./common/mutation.js";
import type { PlainEvents } from "./common/plain.js";
import * as agreements from "./agreements/index.js";
import * as choosing from "./choosing/index.js";
import * as engagements from "./engagements/index.js";
import * as feedback from "./feedback/index.js";
import * as goals from "./goals/index.js";
import * as live from "./live/index.js";
import * as measuring from "./measuring/index.js";
import * as offboarding from "./offboarding/index.js";
import * as partners from "./partners/index.js";
import * as profiles from "./profiles/index.js";
import * as resources from "./resources/index.js";
import * as scheduling from "./scheduling/index.js";
import * as tenancy from "./tenancy/index.js";

const slices = [
  tenancy,
  engagements,
  feedback,
  profiles,
  scheduling,
  goals,
  agreements,
  resources,
  choosing,
  measuring,
  live,
  partners,
  offboarding,
] as const;
type Exports = (typeof slices)[number];

const exported: readonly unknown[] = slices.flatMap((slice) => Object.values(slice));

/** Every tenant table: the classes with `@Entity` that the slices export, in the order of the slices. */
export const entities = exported.filter(isEntity);

function isEntity(value: unknown): value is new () => object {
  return getMetadataArgsStorage().tables.some(({ target }) => target === value);
}

/** The shape of a mutation, which tells it apart from a slice's other exports. */
interface Declaration {
  readonly name: string;
  readonly owner: Service;
  readonly roles: readonly Role[];
  readonly keys: KeyAccess;
  readonly codes: object;
  readonly payload: unknown;
}

type MutationsOf<Slice> = Slice extends unknown ? Extract<Slice[keyof Slice], Declaration> : never;

/** Any declared mutation. */
export type Declared = MutationsOf<Exports>;

/** Every mutation that a slice declares and exports. */
export const mutations: readonly Declared[] = exported.filter(isMutation);

function isMutation(value: unknown): value is Declared {
  return typeof value === "object" && value !== null && "payload" in value && "owner" in value;
}

/**
 * All events and the ids (UUIDs) that each type carries. Events hold no content, because not everybody who follows them
 * may see it. Readers use the ids to fetch what they may see.
 */
export interface Events
  extends
    PlainEvents<Declared>,
    tenancy.TenancyEvents,
    engagements.EngagementEvents,
    feedback.FeedbackEvents,
    profiles.ProfileEvents,
    scheduling.SchedulingEvents,
    goals.GoalEvents,
    agreements.AgreementEvents,
    resources.ResourceEvents,
    choosing.ChoosingEvents,
    measuring.MeasuringEvents,
    measuring.HoursEvents,
    measuring.ReportEvents,
    partners.PartnerEvents {}

export type EventType = keyof Events;

/** An event as it is written. */
export type NewEvent = { [Type in EventType]: { readonly type: Type; readonly ids: Events[Type] } }[EventType];

/** An event as it is read: its number in the firm (without gaps, in commit order), its actor and its time. */
export type LoggedEvent = NewEvent & {
  readonly seq: number;
  /** The person or API key that caused it. */
  readonly actorId: string | null;
  readonly occurredAt: Date;
};
