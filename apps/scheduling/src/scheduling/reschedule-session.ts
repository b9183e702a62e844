import { type CommandContext, command, dateIn, newId } from "@coachwork/platform";
import {
  Attendance,
  type CodeOf,
  Engagement,
  RescheduleSessionCodes,
  type RescheduleSessionInput,
  Session,
  SessionMove,
} from "@coachwork/schema";
import { type ChangeableSession, changeableSession } from "./changeable-session.js";
import { rangeText, type ReadyCoach, readyCoaches, slotTaken } from "./coach-readiness.js";
import { membersOn } from "./engagement-people.js";
import { refuseIf } from "./objection.js";
import { objectionOfEngagement } from "./session-day.js";
import { objectionToTime } from "./session-time.js";

type Context = CommandContext<CodeOf<typeof RescheduleSessionCodes>>;

/** PostgreSQL's code for a row that an exclusion constraint does not let in. */
const EXCLUDED = "23P01";

/** Moves a session to another time: it stays the same session, with the same coaches, and remembers its former time. */
export const rescheduleSession = command({
  codes: RescheduleSessionCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"],

  async run(context: Context, input: RescheduleSessionInput) {
    refuseIf(context, objectionToTime(input, context.now));
    const changeable = await changeableSession(context, input.id);
    const { session, people, coachIds } = changeable;
    const date = dateIn(session.timeZone, input.startsAt.getTime());
    const coaches = await coachesAt(context, changeable, input, date);

    await keepFormerTime(context, session);
    for (const coach of coaches) await moveBlocked(context, session.id, coach);
    const { startsAt, endsAt } = input;
    await context.transaction.update(
      Session,
      { id: session.id },
      { startsAt, endsAt, date, sequence: session.sequence + 1 },
    );
    await expect(context, session.id, membersOn(people.participants, date));
    context.transaction.tell({
      type: "session.rescheduled",
      ids: { session: session.id, engagement: session.engagementId, coaches: [...coachIds] },
    });
    return { session: session.id };
  },
});

/** The session's coaches with what the new time blocks, if nothing but other sessions can stand against it. */
async function coachesAt(
  context: Context,
  { session, people, coachIds }: ChangeableSession,
  time: RescheduleSessionInput,
  date: string,
): Promise<readonly ReadyCoach[]> {
  const { transaction, actor, now } = context;
  const engagement = await transaction.findOne(Engagement, { id: session.engagementId });
  refuseIf(context, objectionOfEngagement(engagement!, date, "id"));
  const present = membersOn(people.coaches, date);
  if (!coachIds.every((coachId) => present.includes(coachId))) {
    context.refuse(
      "OUTSIDE_ENGAGEMENT",
      "startsAt",
      `Not all coaches of the session coach in the engagement on ${date}; choose another day.`,
    );
  }
  const ready = await readyCoaches((text, values) => transaction.query(text, values), {
    firmId: actor.firmId,
    coachIds,
    time,
    now,
  });
  return "code" in ready ? context.refuse(ready.code, ready.field, ready.message) : ready;
}

async function keepFormerTime({ transaction, actor, now }: Context, { id, startsAt, endsAt }: Session): Promise<void> {
  const move = { id: newId(), sessionId: id, startsAt, endsAt, movedAt: new Date(now), movedById: actor.personId };
  await transaction.insert(SessionMove, move);
}

/**
 * Takes the coach's new time in place of the old, which is free for nobody else until the commit. An update knows no `on
 * conflict`, so the constraint's answer comes as an error; it ends the transaction, and so does the refusal it becomes.
 */
async function moveBlocked(context: Context, sessionId: string, { coachId, blocked }: ReadyCoach): Promise<void> {
  const { transaction, actor } = context;
  try {
    await transaction.query(
      `update session_coach set blocked = $4::tstzrange
       where firm_id = $1::uuid and session_id = $2::uuid and coach_id = $3::uuid`,
      [actor.firmId, sessionId, coachId, rangeText(blocked)],
    );
  } catch (error) {
    if ((error as { code?: string }).code !== EXCLUDED) throw error;
    refuseIf(context, slotTaken(coachId));
  }
}

/** Whoever takes part on the new day is expected to come. */
async function expect({ transaction }: Context, sessionId: string, personIds: readonly string[]): Promise<void> {
  for (const personId of personIds) {
    await transaction.insertUnlessTaken(Attendance, { sessionId, personId, status: "PENDING" });
  }
}
