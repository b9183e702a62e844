import { mayEverSee, revealsOf } from "@coachwork/reader";
import {
  type Actor,
  Attendance,
  type LoggedEvent,
  Session,
  SessionChange,
  type SessionChangeType,
  toldBy,
  uuidOf,
  type WordOf,
} from "@coachwork/schema";
import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { type Context, type Services, signedIn } from "../graphql/context.js";
import { codedError } from "../graphql/error-codes.js";
import { changesOf } from "./follower.js";
import { Following } from "./following.js";
import { retryHiccups } from "./hiccup.js";
import { requireRights } from "./require-rights.js";
import { isSessionEvent, seesSession, wordsOfSessions } from "./session-events.js";
import { AFTER, POSITION, type Resuming, type Snapshot, snapshotAt, startOf } from "./start.js";
import { isTold } from "./told-events.js";

type Word = WordOf<typeof SessionChangeType>;

/** An event about the session that is followed, or where following begins. */
type Told = Pick<LoggedEvent, "seq" | "occurredAt"> & {
  readonly type: LoggedEvent["type"] | Snapshot["type"];
  readonly ids: { readonly session?: string; readonly actionItem?: string };
};

@Resolver(() => SessionChange)
export class SessionChanges {
  @Subscription(() => SessionChange, {
    description:
      "Changes of a session and in what belongs to it, in order, as far as you may see them: its time and place, who takes part, its start, agenda, action items and attendance. The first answer is a SNAPSHOT. After a lost connection, give the last `position`: nothing is missed and nothing repeated.",
    subscribe: ({ args, context }) => follow(context as Context, args as Arguments),
  })
  async sessionChanged(
    @Root() event: Told & Partial<Snapshot>,
    @Ctx() context: Context,
    @Arg("sessionId", () => ID, { description: "The session. You must see when it is." }) _sessionId: string,
    @Arg("after", () => Int, AFTER) _after?: number | null,
    @Arg("position", () => String, POSITION) _position?: string | null,
  ): Promise<SessionChange> {
    const { seq, occurredAt, ids } = event;
    const { positions } = context.services;
    const position = event.position ?? positions.after(signedIn(context).firmId, event as unknown as LoggedEvent);
    // Not by the argument: those who follow different sessions may be given the same answer.
    const session = ids.session ?? (await sessionOf(context, event as unknown as LoggedEvent));
    // The default resolver reads both again as their viewer. Events carry ids and no content.
    const told = { session, actionItem: ids.actionItem ?? null };
    return Object.assign(new SessionChange(), { seq, position, type: wordFor(event.type), occurredAt, ...told });
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "The seconds that are left of the session when this is told. Null before it begins and after its end.",
  })
  async secondsLeft(@Root() change: SessionChange, @Ctx() context: Context): Promise<number | null> {
    const { services } = context;
    const { firmId } = signedIn(context);
    const now = services.clock.now();
    const [row] = await services.sharedReads.once(`time of ${change.seq} ${String(change.session)}`, () =>
      services.database.read(
        { firmId, personId: null },
        "select s.starts_at, s.ends_at from session s where s.firm_id = $1::uuid and s.id = $2::uuid",
        [firmId, change.session],
      ),
    );
    const [from, to] = [row?.starts_at, row?.ends_at].map((at) => (at as Date | undefined)?.getTime() ?? 0) as [
      number,
      number,
    ];
    return from <= now && now < to ? Math.ceil((to - now) / 1_000) : null;
  }
}

function wordFor(type: Told["type"]): Word {
  if (type === "SNAPSHOT") return type;
  if (type in wordsOfSessions) return wordsOfSessions[type as keyof typeof wordsOfSessions];
  if (type === "agenda.set") return "AGENDA_CHANGED";
  return type === "attendance.recorded" ? "ATTENDANCE_RECORDED" : "ACTION_ITEM_CHANGED";
}

interface Arguments extends Resuming {
  readonly sessionId: string;
}

async function follow(context: Context, asked: Arguments): Promise<Following> {
  const { services } = context;
  const session = uuidOf(Session, asked.sessionId);
  requireRights(signedIn(context), "sessionChanged", "schedule:read", "the times of sessions");
  const engagement = await retryHiccups(() => engagementOf(services, signedIn(context), session));
  const start = await startOf(context, asked);
  return new Following(context, {
    name: `session ${session}`,
    wanted: { subjects: new Set([engagement, changesOf(engagement)]), after: start.seq },
    isWanted: (event): event is LoggedEvent => isOf(event, session) || isActionItem(event),
    sees: (viewing, event) => sees(viewing, event, session),
    first: snapshotAt(context, start, { session }),
  });
}

function isOf({ type, ids }: LoggedEvent, session: string): boolean {
  if (!("session" in ids) || ids.session !== session) return false;
  return isSessionEvent({ type, ids } as LoggedEvent) || type === "agenda.set" || type === "attendance.recorded";
}

function isActionItem({ type }: LoggedEvent): boolean {
  return type.startsWith("action_item.");
}

/** Each event is judged with its viewer's rights at that time: to the session, and to the agenda or the action item that changed. */
async function sees(context: Context, event: LoggedEvent, session: string): Promise<boolean> {
  const { seq, type, ids } = event;
  if (!(await seesSession(context, { seq, type, ids: { ...ids, session } }))) return false;
  // Assistants see sessions, and not who came.
  if (type === "attendance.recorded") return mayEverSee(Attendance, ["status"], signedIn(context).grants);
  if (event.type === "agenda.set") return isTold(context.services, signedIn(context), event);
  if (!isActionItem(event)) return true;
  return (await sessionOf(context, event)) === session && isTold(context.services, signedIn(context), event);
}

/** The session that an action item comes from. One that was removed comes from nowhere. */
async function sessionOf(context: Context, event: LoggedEvent): Promise<string | null> {
  const { database, sharedReads } = context.services;
  const { firmId } = signedIn(context);
  const { id } = toldBy(event);
  const [row] = await sharedReads.once(`${firmId} ${event.seq} comes from`, () => {
    const text = "select i.session_id as id from action_item i where i.firm_id = $1::uuid and i.id = $2::uuid";
    return database.read({ firmId, personId: null }, text, [firmId, id]);
  });
  return (row?.id as string | null | undefined) ?? null;
}

/** The session's engagement. A hidden session and one that never was get the same answer. */
async function engagementOf({ database, reader }: Services, actor: Actor, session: string): Promise<string> {
  if (await reader.sees(actor, Session, session, { fields: revealsOf("sessionChanged").fields })) {
    const text = "select s.engagement_id as id from session s where s.firm_id = $1::uuid and s.id = $2::uuid";
    const [row] = await database.read(actor, text, [actor.firmId, session]);
    if (row) return row.id as string;
  }
  throw codedError("NOT_FOUND", "There is no Session with this id.");
}
