import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { BookSession, Session } from "@coachwork/schema";
import { reserve } from "../allocation/allocation.js";
import { type Plan, planSession } from "./plan-session.js";
import { takeCoaches } from "../staffing/take-coaches.js";
import { expectParticipants } from "./expect-members.js";
import type { NewSession } from "./write-session.js";

type Context = ContextOf<typeof BookSession>;

/** Books a session with an engagement's coaches, at a time when enough of them work and are free. */
export const bookSession = implement(BookSession, async (context, input) => {
  const { transaction, now } = context;
  const plan = await planSession(context, input);
  const session = { id: newOpaqueId(), ...plan.session, status: "CONFIRMED", createdAt: new Date(now) } as const;
  const [, coaches] = await Promise.all([
    transaction.insert(Session, { sequence: 0, ...session }),
    writePeople(context, session, plan),
  ]);
  transaction.tell({
    type: "session.booked",
    ids: { session: session.id, engagement: session.engagementId, coaches },
  });
  return { session: session.id };
});

/** Writes the participants of a new session and its part of the allocation. Returns its coaches, in id order. */
export async function writePeople(
  context: Context,
  session: NewSession,
  { engagement, staff, participantIds }: Plan,
): Promise<string[]> {
  const taken = await takeCoaches(context.transaction, session, staff);
  if ("code" in taken) return context.refuse(taken.code, taken.field, taken.message);
  await Promise.all([
    expectParticipants(context.transaction, session.id, participantIds),
    reserve(context, engagement, session, "engagementId"),
  ]);
  return [...taken];
}
