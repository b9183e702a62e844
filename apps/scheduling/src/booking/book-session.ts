import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { BookSession, type Override, Session } from "@coachwork/schema";
import { reserve } from "../allocation/allocation.js";
import { weighParticipation } from "./participants-time.js";
import { orRefuse, toldOf } from "../staffing/objection.js";
import { type Plan, planSession } from "./plan-session.js";
import { takeCoaches } from "../staffing/take-coaches.js";
import { refuseWithoutPrincipal } from "../people/principals.js";
import { expectParticipants } from "./expect-members.js";
import type { NewSession } from "./write-session.js";

type Context = ContextOf<typeof BookSession>;

/** Books a session with an engagement's coaches, at a time when enough of them work and are free. */
export const bookSession = implement(BookSession, async (context, input) => {
  const { transaction, actor, now } = context;
  const plan = await planSession(context, input);
  const booked = { status: "CONFIRMED", bookedById: actor.personId, createdAt: new Date(now) } as const;
  const session = { id: newOpaqueId(), ...plan.session, ...booked };
  const [, { coaches, overridden }] = await Promise.all([
    transaction.insert(Session, { sequence: 0, ...session }),
    writePeople(context, session, plan),
  ]);
  transaction.tell({
    type: "session.booked",
    ids: { session: session.id, engagement: session.engagementId, coaches, ...toldOf(overridden) },
  });
  return { session: session.id };
});

interface Written {
  /** In id order. */
  readonly coaches: string[];
  /** What the session is booked over. */
  readonly overridden: readonly Override[];
}

/** Writes the people of a new session and its part of the allocation, unless somebody has another session then. */
export async function writePeople(
  context: Context,
  session: NewSession,
  { engagement, staff, participantIds, booker }: Plan,
): Promise<Written> {
  const { transaction, now } = context;
  const taken = orRefuse(context, await takeCoaches(transaction, session, staff));
  const participation = { personIds: participantIds, time: session, now, sessionId: session.id };
  await refuseWithoutPrincipal(context, booker.principalIds, [...taken.coachIds, ...participantIds], "coachIds");
  const weighed = orRefuse(context, await weighParticipation(transaction, participation, booker));
  await Promise.all([
    expectParticipants(transaction, session.id, participantIds),
    reserve(context, engagement, session, "engagementId"),
  ]);
  return { coaches: [...taken.coachIds], overridden: [...taken.overridden, ...weighed.overridden] };
}
