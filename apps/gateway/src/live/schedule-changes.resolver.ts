import type { Actor } from "@coachwork/platform";
import { mayEverSee, revealsOf } from "@coachwork/reader";
import {
  idOf,
  type LoggedEvent,
  Person,
  ScheduleChange,
  type ScheduleChangeType,
  type WordOf,
} from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { onceThereIsRoom } from "../graphql/crowded.js";
import { type Context, type Services, signedIn } from "../graphql/context.js";
import { chargeReplay, LOOK, payForEvent } from "./event-price.js";
import "./position.js";
import { subscription } from "./subscription.js";

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
      "Changes of a coach's schedule, in order, as far as you may see the sessions. After a lost connection give the last `seq` as `after`: nothing is missed and nothing repeated.",
    subscribe: ({ args, context }) => follow(context as Context, args as Arguments),
  })
  scheduleChanged(
    @Root() { seq, type, occurredAt, ids }: SessionEvent,
    @Ctx() _: Context,
    @Arg("coachId", () => ID, { description: "The coach." }) _coachId: string,
    @Arg("after", () => Int, {
      nullable: true,
      description: "Go on after this `seq`; if not given, from now on.",
    })
    _after?: number | null,
  ): ScheduleChange {
    // The session is read anew, as its viewer, by the default resolver: events carry ids and no content.
    return Object.assign(new ScheduleChange(), { seq, type: types[type], occurredAt, session: ids.session });
  }
}

interface Arguments {
  readonly coachId: string;
  readonly after?: number | null;
}

const revealed = revealsOf("scheduleChanged");

async function follow(context: Context, { coachId, after }: Arguments): Promise<AsyncIterable<SessionEvent>> {
  const { services } = context;
  const actor = signedIn(context);
  const coach = idOf(Person, coachId);
  await requireCoach(services, actor, coach);
  const start = await startOf(context, after);
  return subscription((signal) => changesOf(context, coach, start, signal));
}

/** The number of the event after which a subscription begins. */
async function startOf(context: Context, after: number | null | undefined): Promise<number> {
  const { services, position } = context;
  const last = await services.logs.last(signedIn(context).firmId);
  const start = position?.given ?? after ?? last;
  if (start < 0 || start > last) {
    const name = start === position?.given ? "extensions.position" : "after";
    throw new GraphQLError(
      `${name} is ${start}, but the firm's last event is ${last}: give a seq that you have received.`,
      { extensions: { code: "BAD_USER_INPUT" } },
    );
  }
  chargeReplay(context, last - start);
  position?.begin(start);
  return start;
}

/** A coach's changes from after a number; the subscription's position goes with them. */
async function* changesOf(
  context: Context,
  coach: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<SessionEvent, void> {
  const { position, services } = context;
  for await (const event of services.logs.follow(signedIn(context).firmId, after, signal)) {
    const isForIt = isSessionEvent(event) && (await sees(context, coach, event, signal));
    if (signal.aborted) return;
    if (!isForIt) {
      position?.pass(event.seq);
      continue;
    }
    if (!(await payForEvent(context, context.eventCost ?? LOOK, signal))) return;
    position?.deliver(event.seq);
    yield event;
  }
}

/** Each event is judged by who the viewer is then: people leave engagements and lose roles while they watch. */
async function sees(context: Context, coach: string, event: SessionEvent, signal: AbortSignal): Promise<boolean> {
  const { reader } = context.services;
  const { entity, fields } = revealed;
  if (!event.ids.coaches.includes(coach) || !(await payForEvent(context, LOOK, signal))) return false;
  const look = () => reader.sees(signedIn(context), entity, event.ids.session, { version: event.seq, fields });
  return onceThereIsRoom(look);
}

function isSessionEvent(event: LoggedEvent): event is SessionEvent {
  return event.type in types;
}

/**
 * A key needs the scope; anybody else must see when sessions are, and the coach. Who is hidden and who never was get the same
 * answer; who may not see times gets one that is the same for everybody.
 */
async function requireCoach(services: Services, actor: Actor, coach: string): Promise<void> {
  if (actor.personId === null && !actor.grants.includes("schedule:read")) {
    throw new GraphQLError("This API key lacks the scope schedule:read, which scheduleChanged needs.", {
      extensions: { code: "INSUFFICIENT_SCOPE" },
    });
  }
  if (!mayEverSee(revealed.entity, revealed.fields, actor.grants)) {
    throw new GraphQLError("scheduleChanged is for those who may see when sessions are, and you may not.", {
      extensions: { code: "FORBIDDEN" },
    });
  }
  if (
    actor.personId === null ? await isInFirm(services, actor, coach) : await services.reader.sees(actor, Person, coach)
  )
    return;
  throw new GraphQLError("There is no Person with this id.", { extensions: { code: "NOT_FOUND" } });
}

async function isInFirm({ database }: Services, actor: Actor, person: string): Promise<boolean> {
  const text = "select 1 from person p where p.firm_id = $1::uuid and p.id = $2::uuid";
  return (await database.read(actor, text, [actor.firmId, person])).length > 0;
}
