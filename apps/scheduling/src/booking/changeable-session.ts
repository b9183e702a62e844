import type { CommandContext } from "@coachwork/platform";
import { type CancellingParty, mayBecome } from "@coachwork/schema";
import { type EngagementPeople, mayArrange, peopleOf } from "../people/engagement-people.js";
import { partyOf } from "../people/party.js";
import { fetchLockedSession, type LockedSession } from "./lock-session.js";

/** A session of whoever asks, who may arrange it; it and its engagement are locked until the transaction ends. */
export interface ChangeableSession extends LockedSession {
  readonly people: EngagementPeople;
  /** On whose side whoever asks is. */
  readonly party: CancellingParty;
}

/**
 * Fetches a session to move it or call it off. What has begun, by its status or by the clock, is history, and what is only
 * held is not booked yet. `field` names it in the input.
 */
export async function changeableSession(
  context: CommandContext<"WRONG_STATUS">,
  id: string,
  field = "id",
): Promise<ChangeableSession> {
  const changeable = await arrangedSession(context, id, field);
  const { status, startsAt } = changeable.session;
  if (status === "HELD") {
    context.refuse("WRONG_STATUS", field, "The session is HELD; confirm the hold first, or release it.");
  }
  if (!mayBecome(status, "CANCELLED")) {
    context.refuse("WRONG_STATUS", field, `The session is ${status}; it must be CONFIRMED.`);
  }
  if (startsAt.getTime() <= context.now) {
    context.refuse(
      "WRONG_STATUS",
      field,
      `The session began at ${startsAt.toISOString()}; it must be one that has not begun.`,
    );
  }
  return changeable;
}

/** Fetches a session that whoever asks may arrange, whatever became of it. `field` names it in the input. */
export async function arrangedSession(
  context: CommandContext<never>,
  id: string,
  field = "id",
): Promise<ChangeableSession> {
  const { transaction, actor } = context;
  const locked = await fetchLockedSession(context, id, field);
  const people = await peopleOf(transaction, locked.engagement.id);
  if (!mayArrange(actor, people)) {
    context.refuse(
      "FORBIDDEN",
      field,
      "Only the coaches and participants of its engagement and who runs the practice change a session.",
    );
  }
  return { ...locked, people, party: partyOf(actor, people) };
}

/** Refuses to call off or to move for a client what others have seats in: clients give up their own. */
export function leaveOthersSeats(
  context: CommandContext<never>,
  { session, party }: Pick<ChangeableSession, "session" | "party">,
): void {
  if (session.capacity === null || party !== "CLIENT") return;
  const message =
    "Others have seats in the session too: clients leave their own, and ask their coach or the firm for more.";
  context.refuse("FORBIDDEN", "id", message);
}
