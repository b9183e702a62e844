import type { CommandContext } from "@coachwork/platform";
import { Engagement, MANAGERS, Session, SessionCoach } from "@coachwork/schema";
import { membersOn, peopleOf } from "../people/engagement-people.js";
import { DAY } from "../core/lengths.js";

/** A session whose attendance whoever asks may record now; it and its engagement are locked until the transaction ends. */
export interface RecordableSession {
  readonly session: Session;
  readonly engagement: Engagement;
  /** In id order. */
  readonly coachIds: readonly string[];
  /** Whether it has ended, so that what is recorded is a correction. */
  readonly hasEnded: boolean;
}

type Context = CommandContext<"NOT_BEGUN" | "WRONG_STATUS" | "TOO_LATE">;

/** How long after a session what was recorded can be corrected; after that its hours and its costs are relied on. */
const CORRECTABLE = 30 * DAY;

export async function recordableSession(context: Context, id: string): Promise<RecordableSession> {
  const { transaction, actor } = context;
  const { engagementId } = await context.fetch(Session, id, "sessionId");
  // The engagement first, as everybody locks it who books or settles: who waits for each other in a circle waits for ever.
  const engagement = (await transaction.visible(actor, Engagement, engagementId, { lock: true }))!;
  const session = await context.fetch(Session, id, "sessionId", { lock: true });
  const coaches = await transaction.find(SessionCoach, { sessionId: session.id });
  const coachIds = coaches.map(({ coachId }) => coachId).sort();
  if (!(await mayRecord(context, session, coachIds))) {
    context.refuse(
      "FORBIDDEN",
      "sessionId",
      "Only the coaches of the session and who runs the practice record who came.",
    );
  }
  return { session, engagement, coachIds, hasEnded: judgeTime(context, session) };
}

async function mayRecord(context: Context, { engagementId }: Session, coachIds: readonly string[]): Promise<boolean> {
  if (context.holds(...MANAGERS)) return true;
  const { personId, today } = context.actor;
  if (personId === null || !context.holds("COACH") || !coachIds.includes(personId)) return false;
  // A coach who has left may still see the session, as finance do, and coaches it no more.
  const { coaches } = await peopleOf(context.transaction, engagementId);
  return membersOn(coaches, today).includes(personId);
}

/** Whether the session has ended, if it is the time to record anything at all. */
function judgeTime(context: Context, { status, startsAt, endsAt }: Session): boolean {
  const hasEnded = status === "COMPLETED" || status === "NO_SHOW";
  if (!hasEnded && status !== "CONFIRMED" && status !== "IN_PROGRESS") {
    context.refuse(
      "WRONG_STATUS",
      "sessionId",
      `The session is ${status}; it must be CONFIRMED or IN_PROGRESS, or over.`,
    );
  }
  if (context.now < startsAt.getTime()) {
    const message = `The session begins at ${startsAt.toISOString()}; record who came from then on.`;
    context.refuse("NOT_BEGUN", "sessionId", message);
  }
  const until = new Date(endsAt.getTime() + CORRECTABLE);
  if (hasEnded && context.now > until.getTime()) {
    const message = `Attendance could be corrected until ${until.toISOString()}; ask the firm to adjust the allocation instead.`;
    context.refuse("TOO_LATE", "sessionId", message);
  }
  return hasEnded;
}
