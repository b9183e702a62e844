import type { CommandContext } from "@coachwork/platform";
import { MANAGERS, type Session, rfc3339 } from "@coachwork/schema";
import { fetchLockedSession, type LockedSession } from "../booking/lock-session.js";
import { actingOn, peopleOf } from "../people/engagement-people.js";
import { DAY } from "../core/lengths.js";

/**
 * A session whose attendance the viewer may record now. It and its engagement are locked until the transaction ends.
 */
export interface RecordableSession extends LockedSession {
  /** Whether it has ended, so that this is a correction. */
  readonly hasEnded: boolean;
}

type Context = CommandContext<"NOT_BEGUN" | "WRONG_STATUS" | "TOO_LATE">;

/** How long a record can be corrected after a session. After that, its hours and costs are relied on. */
export const CORRECTABLE = 30 * DAY;

export async function recordableSession(context: Context, id: string): Promise<RecordableSession> {
  const locked = await fetchLockedSession(context, id, "sessionId");
  if (!(await mayRecord(context, locked))) {
    context.refuse(
      "FORBIDDEN",
      "sessionId",
      "Only the session's coaches and owners, admins and program managers can record who came.",
    );
  }
  return { ...locked, hasEnded: checkTime(context, locked.session) };
}

async function mayRecord(context: Context, { session, coachIds }: LockedSession): Promise<boolean> {
  if (context.holds(...MANAGERS)) return true;
  const { personId, today } = context.actor;
  if (personId === null || !context.holds("COACH") || !coachIds.includes(personId)) return false;
  // A coach who has left may still see the session, like finance, but no longer coaches it.
  const people = await peopleOf(context.transaction, session.engagementId);
  return actingOn({ ...people, withJoining: session.kind === "CHEMISTRY" }, "coaches", today).includes(personId);
}

/** Whether the session has ended, if anything can be recorded at this time. */
function checkTime(context: Context, { status, startsAt, endsAt }: Session): boolean {
  const hasEnded = status === "COMPLETED" || status === "NO_SHOW";
  if (!hasEnded && status !== "CONFIRMED" && status !== "IN_PROGRESS") {
    context.refuse(
      "WRONG_STATUS",
      "sessionId",
      `The session is ${status}; it must be CONFIRMED or IN_PROGRESS, or over.`,
    );
  }
  if (context.now < startsAt.getTime()) {
    const message = `The session begins at ${rfc3339(startsAt)}; record attendance from then on.`;
    context.refuse("NOT_BEGUN", "sessionId", message);
  }
  const until = new Date(endsAt.getTime() + CORRECTABLE);
  if (hasEnded && context.now > until.getTime()) {
    const message = `Attendance could be corrected until ${rfc3339(until)}. Ask the firm to adjust the allocation instead.`;
    context.refuse("TOO_LATE", "sessionId", message);
  }
  return hasEnded;
}
