import { withPresentIds } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";
import { type Actor, type LoggedEvent, Organization, Person, Team, uuidOf } from "@coachwork/schema";
import type { GraphQLError } from "graphql";
import { type Context, type Services, signedIn } from "../graphql/context.js";
import { codedError } from "../graphql/error-codes.js";
import { EVERYTHING, isAbout, MEMBERSHIPS } from "./follower.js";
import { retryHiccups } from "./hiccup.js";

/** Whose schedules to follow. None of them means the whole firm's. */
export interface Schedules {
  readonly coachId?: string | null;
  readonly coachIds?: readonly string[] | null;
  readonly personId?: string | null;
  readonly teamId?: string | null;
  readonly organizationId?: string | null;
}

/** How the events of some schedules are found in the firm's log. */
interface Found {
  /** Equal for those who follow the same. */
  readonly name: string;
  readonly subjects: ReadonlySet<string>;
  /** Adds the subjects that an event brings, or those that there are. Call it once the place in the log is known. */
  learn(event?: LoggedEvent): Promise<void>;
  /** Whether an event may be of these schedules. */
  isIn(event: LoggedEvent): boolean;
  /** Whether it is, as the database knows today. */
  isOf(event: LoggedEvent): Promise<boolean>;
}

const nothing = async () => undefined;
const always = async () => true;

/** Finds the schedules that are asked for. Refuses what the viewer does not see. */
export async function schedulesIn(context: Context, asked: Schedules): Promise<Found> {
  const given = names.filter((name) => asked[name] != null);
  if (given.length > 1) throw wrong(`You gave ${given.join(" and ")}. Give one of ${names.join(", ")}, or none.`);
  if (asked.organizationId != null) return sponsoredBy(context, Organization, "organization", asked.organizationId);
  if (asked.teamId != null) return sponsoredBy(context, Team, "team", asked.teamId);
  if (given.length === 0)
    return { name: "firm", subjects: new Set([EVERYTHING]), learn: nothing, isIn: () => true, isOf: always };
  const actor = signedIn(context);
  return ofPeople(context, actor, await retryHiccups(() => withSeenPeople(context.services, actor, asked)));
}

const names = ["coachId", "coachIds", "personId", "teamId", "organizationId"] as const;

/** The schedules of coaches, or of one participant. */
function ofPeople({ services }: Context, actor: Actor, given: Schedules): Found {
  const followed = peopleIn(given);
  const isParticipant = given.personId != null;
  const subjects = new Set(isParticipant ? [MEMBERSHIPS] : followed);
  return {
    name: `${isParticipant ? "participant" : "coaches"} ${followed.toSorted().join()}`,
    subjects,
    learn: async (event) => {
      if (!isParticipant || (event && event.type !== "engagement.participant_joined")) return;
      for (const id of await retryHiccups(() => engagementsOf(services, actor, followed[0]!))) subjects.add(id);
    },
    isIn: (event) => isAbout(event, subjects),
    isOf: always,
  };
}

/** The sessions of the engagements of a team or an organization, of today's. */
async function sponsoredBy(
  context: Context,
  entity: Entity,
  table: "team" | "organization",
  apiId: string,
): Promise<Found> {
  const { services } = context;
  const actor = signedIn(context);
  const { firmId } = actor;
  const id = uuidOf(entity, apiId);
  if (!(await retryHiccups(() => isSeen(services, actor, entity, table, id)))) throw notFound(entity);
  const text = `select 1 from engagement e where e.firm_id = $1::uuid and e.id = $2::uuid and e.${table}_id = $3::uuid`;
  return {
    name: `${table} ${id}`,
    subjects: new Set([EVERYTHING]),
    learn: nothing,
    isIn: () => true,
    isOf: ({ seq, ids }) =>
      services.sharedReads.once(`${firmId} ${seq} of ${table} ${id}`, async () => {
        const { engagement } = ids as { engagement: string };
        const rows = await services.database.read({ firmId, personId: null }, text, [firmId, engagement, id]);
        return rows.length > 0;
      }),
  };
}

/** Refuses people whom the viewer does not see. Nobody sees a duplicate who was merged: the id means who stayed. */
async function withSeenPeople(services: Services, actor: Actor, asked: Schedules): Promise<Schedules> {
  try {
    await requirePeople(services, actor, peopleIn(asked));
    return asked;
  } catch (error) {
    const given = await withPresentIds(services.database, actor, asked);
    if (!given) throw error;
    await requirePeople(services, actor, peopleIn(given));
    return given;
  }
}

/** The engagements in which somebody ever took part. What the viewer may see of them is decided for each event. */
async function engagementsOf({ database }: Services, actor: Actor, person: string): Promise<readonly string[]> {
  const text = `select distinct m.engagement_id as id from engagement_participant m
    where m.firm_id = $1::uuid and m.person_id = $2::uuid`;
  const rows = (await database.read(actor, text, [actor.firmId, person])) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** How many coaches a subscription follows at most. */
const MOST_COACHES = 100;

/** The people whose schedules are followed: coaches, or one participant. */
export function peopleIn({ coachId, coachIds, personId }: Schedules): readonly string[] {
  const ids = coachIds ?? [(coachId ?? personId)!];
  if (ids.length < 1 || ids.length > MOST_COACHES)
    throw wrong(`There are ${ids.length} coaches; give 1 to ${MOST_COACHES}.`);
  return [...new Set(ids.map((id) => uuidOf(Person, id)))];
}

/** A hidden person and a nonexistent one get the same answer. */
export async function requirePeople(services: Services, actor: Actor, people: readonly string[]): Promise<void> {
  const seen = await Promise.all(people.map((person) => isSeen(services, actor, Person, "person", person)));
  if (!seen.every(Boolean)) throw notFound(Person);
}

/** A key with `schedule:read` follows whom and what it knows by id, as its sessions name them. */
async function isSeen(
  { database, reader }: Services,
  actor: Actor,
  entity: Entity,
  table: "person" | "team" | "organization",
  id: string,
): Promise<boolean> {
  if (actor.personId !== null) return reader.sees(actor, entity, id);
  const text = `select 1 from ${table} t where t.firm_id = $1::uuid and t.id = $2::uuid`;
  return (await database.read(actor, text, [actor.firmId, id])).length > 0;
}

function notFound({ name }: Entity): GraphQLError {
  return codedError("NOT_FOUND", `There is no ${name} with this id.`);
}

function wrong(message: string): GraphQLError {
  return codedError("BAD_USER_INPUT", message);
}
