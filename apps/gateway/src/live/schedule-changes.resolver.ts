import { withPresentIds } from "@coachwork/platform";
import { revealsOf } from "@coachwork/reader";
import {
  type Actor,
  type LoggedEvent,
  Person,
  ScheduleChange,
  type ScheduleChangeType,
  uuidOf,
  type WordOf,
} from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { type Context, type Services, signedIn } from "../graphql/context.js";
import { isAbout, MEMBERSHIPS } from "./follower.js";
import { Following } from "./following.js";
import { retryHiccups } from "./hiccup.js";
import { requireRights } from "./require-rights.js";
import { viewKeyOf } from "./shared-reads.js";
import { AFTER, POSITION, type Resuming, startOf } from "./start.js";

type SessionEvent = Extract<LoggedEvent, { type: `session.${string}` | `seat.${string}` }>;

const types: Readonly<Record<SessionEvent["type"], WordOf<typeof ScheduleChangeType>>> = {
  "session.booked": "BOOKED",
  "session.held": "HELD",
  "session.confirmed": "CONFIRMED",
  "session.expired": "EXPIRED",
  "session.rescheduled": "RESCHEDULED",
  "session.cancelled": "CANCELLED",
  "session.started": "STARTED",
  "session.people_changed": "PEOPLE_CHANGED",
  "session.excused": "PEOPLE_CHANGED",
  "session.kind_changed": "KIND_CHANGED",
  "session.place_set": "PLACE_CHANGED",
  "session.seats_set": "SEATS_CHANGED",
  "session.minimum_met": "SEATS_CHANGED",
  "seat.taken": "SEATS_CHANGED",
  "seat.waitlisted": "SEATS_CHANGED",
  "seat.offered": "SEATS_CHANGED",
  "seat.declined": "SEATS_CHANGED",
  "seat.expired": "SEATS_CHANGED",
  "seat.left": "SEATS_CHANGED",
  "session.completed": "COMPLETED",
  "session.no_show": "NO_SHOW",
};

@Resolver()
export class ScheduleChanges {
  @Subscription(() => ScheduleChange, {
    description:
      "Changes in the schedule of one or several coaches, or of a participant, in order, for sessions that you may see. After a lost connection, give the last `position`: nothing is missed and nothing repeated.",
    subscribe: ({ args, context }) => follow(context as Context, args as Arguments),
  })
  scheduleChanged(
    @Root() event: SessionEvent,
    @Ctx() context: Context,
    @Arg("coachId", () => ID, { nullable: true, description: "The coach. Give either this, `coachIds` or `personId`." })
    _coachId?: string | null,
    @Arg("coachIds", () => [ID], {
      nullable: true,
      description: "The coaches, 1 to 100. A change that concerns several of them comes once.",
    })
    _coachIds?: readonly string[] | null,
    @Arg("personId", () => ID, {
      nullable: true,
      description: "A participant, such as yourself: the sessions of the engagements in which they take part.",
    })
    _personId?: string | null,
    @Arg("after", () => Int, AFTER) _after?: number | null,
    @Arg("position", () => String, POSITION) _position?: string | null,
  ): ScheduleChange {
    const { seq, type, occurredAt, ids } = event;
    const position = context.services.positions.after(signedIn(context).firmId, event);

    // The default resolver reads the session again as its viewer. Events carry ids and no content.
    const told = { seq, position, type: types[type], occurredAt, session: ids.session };
    return Object.assign(new ScheduleChange(), told);
  }
}

interface Arguments extends Resuming {
  readonly coachId?: string | null;
  readonly coachIds?: readonly string[] | null;
  readonly personId?: string | null;
}

const revealed = revealsOf("scheduleChanged");

async function follow(context: Context, asked: Arguments): Promise<Following<SessionEvent>> {
  const { services } = context;
  const actor = signedIn(context);
  const given = await retryHiccups(() => withSeenPeople(services, actor, asked));
  const followed = followedIn(given);
  const { seq: after } = await startOf(context, given);
  const subjects = new Set(given.personId == null ? followed : [MEMBERSHIPS]);
  const learn = async () => {
    if (given.personId == null) return;
    for (const id of await retryHiccups(() => engagementsOf(services, actor, followed[0]!))) subjects.add(id);
  };
  await learn();
  return new Following(context, {
    name: `${given.personId == null ? "coaches" : "participant"} ${followed.toSorted().join()}`,
    wanted: { subjects, after },
    learn: async (event) => {
      if (event.type === "engagement.participant_joined") await learn();
    },
    isWanted: (event): event is SessionEvent => isSessionEvent(event) && isAbout(event, subjects),
    sees,
  });
}

/** Refuses people whom the viewer does not see. Nobody sees a duplicate who was merged: the id means who stayed. */
async function withSeenPeople(services: Services, actor: Actor, asked: Arguments): Promise<Arguments> {
  try {
    await requirePeople(services, actor, followedIn(asked));
    return asked;
  } catch (error) {
    const given = await withPresentIds(services.database, actor, asked);
    if (!given) throw error;
    await requirePeople(services, actor, followedIn(given));
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
function followedIn({ coachId, coachIds, personId }: Arguments): readonly string[] {
  const wrong = (message: string) => new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
  if ([coachId, coachIds, personId].filter((given) => given != null).length !== 1)
    throw wrong("Give either coachId, coachIds or personId.");
  const ids = coachIds ?? [(coachId ?? personId)!];
  if (ids.length < 1 || ids.length > MOST_COACHES)
    throw wrong(`There are ${ids.length} coaches; give 1 to ${MOST_COACHES}.`);
  return [...new Set(ids.map((id) => uuidOf(Person, id)))];
}

/**
 * Each event is checked against the viewer's rights at that time. People leave engagements and lose roles while they
 * watch.
 */
function sees(context: Context, { seq, ids: { session } }: SessionEvent): Promise<boolean> {
  const { reader, sharedReads } = context.services;
  const { entity, fields } = revealed;
  const viewer = signedIn(context);
  const look = () => reader.sees(viewer, entity, session, { version: seq, fields });
  return sharedReads.once(`sees ${seq} ${session} ${viewKeyOf(viewer)} ${viewer.actorId}`, look);
}

function isSessionEvent(event: LoggedEvent): event is SessionEvent {
  return event.type in types;
}

/**
 * A key needs the scope. Everybody else must see the people and the times of sessions. A hidden person and a nonexistent
 * one get the same answer. Viewers who may not see times get another one, which is the same for everybody.
 */
async function requirePeople(services: Services, actor: Actor, people: readonly string[]): Promise<void> {
  requireRights(actor, "scheduleChanged", "schedule:read", "the times of sessions");
  const isSeen = (person: string) =>
    actor.personId === null ? isInFirm(services, actor, person) : services.reader.sees(actor, Person, person);
  if ((await Promise.all(people.map(isSeen))).every(Boolean)) return;
  throw new GraphQLError("There is no Person with this id.", { extensions: { code: "NOT_FOUND" } });
}

async function isInFirm({ database }: Services, actor: Actor, person: string): Promise<boolean> {
  const text = "select 1 from person p where p.firm_id = $1::uuid and p.id = $2::uuid";
  return (await database.read(actor, text, [actor.firmId, person])).length > 0;
}
