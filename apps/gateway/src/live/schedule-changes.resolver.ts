import { ScheduleChange } from "@coachwork/schema";
import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from "type-graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { Following } from "./following.js";
import { requireRights } from "./require-rights.js";
import { type Schedules, schedulesIn } from "./schedules.js";
import { isSessionEvent, seesSession, type SessionEvent, wordsOfSessions } from "./session-events.js";
import { AFTER, POSITION, type Resuming, type Snapshot, snapshotAt, startOf } from "./start.js";

@Resolver()
export class ScheduleChanges {
  @Subscription(() => ScheduleChange, {
    description:
      "Changes in the schedule of coaches, of a participant, of a team, of an organization, or of the whole firm, in order, for sessions that you may see. The first answer is a SNAPSHOT. After a lost connection, give the last `position`: nothing is missed and nothing repeated.",
    subscribe: ({ args, context }) => follow(context as Context, args as Arguments),
  })
  scheduleChanged(
    @Root() event: SessionEvent | Snapshot,
    @Ctx() context: Context,
    @Arg("coachId", () => ID, {
      nullable: true,
      description:
        "The coach. Give this, `coachIds`, `personId`, `teamId` or `organizationId`, or none of them for the whole firm.",
    })
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
    @Arg("teamId", () => ID, { nullable: true, description: "A team: the sessions of its engagements." })
    _teamId?: string | null,
    @Arg("organizationId", () => ID, {
      nullable: true,
      description: "An organization: the sessions of the engagements that it sponsors.",
    })
    _organizationId?: string | null,
    @Arg("after", () => Int, AFTER) _after?: number | null,
    @Arg("position", () => String, POSITION) _position?: string | null,
  ): ScheduleChange {
    if (event.type === "SNAPSHOT") return Object.assign(new ScheduleChange(), event, { session: null });
    const { seq, type, occurredAt, ids } = event;
    const position = context.services.positions.after(signedIn(context).firmId, event);

    // The default resolver reads the session again as its viewer. Events carry ids and no content.
    const told = { seq, position, type: wordsOfSessions[type], occurredAt, session: ids.session };
    return Object.assign(new ScheduleChange(), told);
  }
}

type Arguments = Resuming & Schedules;

async function follow(context: Context, asked: Arguments): Promise<Following<SessionEvent>> {
  // A key needs the scope. Everybody else must see the times of sessions.
  requireRights(signedIn(context), "scheduleChanged", "schedule:read", "the times of sessions");
  const { name, subjects, learn, isIn, isOf } = await schedulesIn(context, asked);
  const start = await startOf(context, asked);
  await learn();
  return new Following<SessionEvent>(context, {
    name,
    wanted: { subjects, after: start.seq },
    learn,
    isWanted: (event): event is SessionEvent => isSessionEvent(event) && isIn(event),
    sees: async (viewing, event) => (await isOf(event)) && seesSession(viewing, event),
    first: snapshotAt(context, start),
  });
}
