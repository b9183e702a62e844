import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { HoldSlot, MOST_HOLDS, Session } from "@coachwork/schema";
import { writePeople } from "../booking/book-session.js";
import { planSession } from "../booking/plan-session.js";
import { toldOf } from "../staffing/objection.js";
import type { NewSession } from "../booking/write-session.js";
import { MINUTE } from "../core/lengths.js";

type Context = ContextOf<typeof HoldSlot>;

/** Holds a slot for a few minutes while somebody decides. It is checked like a booking, with the same constraint. */
export const holdSlot = implement(HoldSlot, async (context, input) => {
  const { minutes } = input;
  const { transaction, actor, now } = context;
  const plan = await planSession(context, input);
  const heldUntil = new Date(Math.min(now + minutes * MINUTE, plan.session.startsAt.getTime()));
  const held = { status: "HELD", heldUntil, heldById: actor.personId, createdAt: new Date(now) } as const;
  const session = { id: newOpaqueId(), ...plan.session, ...held };
  await takePlace(context, session);
  const { coaches, overridden } = await writePeople(context, session, plan);
  transaction.tell({
    type: "session.held",
    ids: { session: session.id, engagement: session.engagementId, coaches, ...toldOf(overridden) },
  });
  return { session: session.id };
});

/** Writes the session into the person's first free place. A unique index decides which is free. */
async function takePlace(context: Context, session: NewSession): Promise<void> {
  for (let holdPlace = 1; holdPlace <= MOST_HOLDS; holdPlace += 1) {
    if (await context.transaction.insertUnlessTaken(Session, { sequence: 0, ...session, holdPlace })) return;
  }
  const message = `You already hold ${MOST_HOLDS} slots; confirm or release one of them.`;
  context.refuse("TOO_MANY_HOLDS", null, message);
}
