import { implement } from "@coachwork/platform";
import { Attendance, ExcuseFromSession } from "@coachwork/schema";
import { participate } from "../booking/participants-time.js";
import { changeableSession } from "../booking/changeable-session.js";

/** Excuses a participant from a session of their group, or takes that back. The session takes place all the same. */
export const excuseFromSession = implement(ExcuseFromSession, async (context, { id, excused }) => {
  const { transaction, actor, now } = context;
  const { session, engagement, coachIds } = await changeableSession(context, id);
  if (engagement.format !== "GROUP")
    context.refuse("NOT_A_GROUP", "id", "This is not a session of a group: cancel it, or move it, instead.");
  if (session.capacity !== null) context.refuse("HAS_SEATS", "id", "The session has seats: leave yours instead.");
  const own = { sessionId: session.id, personId: actor.personId! };
  const attendance = await transaction.findOne(Attendance, own);
  if (!attendance) return context.refuse("FORBIDDEN", "id", "Only participants of the session can excuse themselves.");
  const status = excused ? "EXCUSED" : "PENDING";
  if (attendance.status === status) return { session: session.id };

  const booker = { personId: own.personId, party: "CLIENT", override: new Set<never>() } as const;
  if (!excused) await participate(context, session, own.personId, { booker, field: "id" });
  const recorded = excused ? { recordedAt: new Date(now), recordedById: actor.personId } : notRecorded;
  await transaction.update(Attendance, own, { status, ...recorded });
  const ids = { session: session.id, engagement: engagement.id, person: own.personId, coaches: [...coachIds] };
  transaction.tell({ type: "session.excused", ids });
  return { session: session.id };
});

const notRecorded = { recordedAt: null, recordedById: null };
