import type { CommandContext } from "@coachwork/platform";
import { type CancellingParty, mayBecome, rfc3339 } from "@coachwork/schema";
import { type EngagementPeople, peopleOf } from "../people/engagement-people.js";
import { mayArrange, partyOf } from "../people/party.js";
import { peopleWithPrincipals, principalsWith } from "../people/principals.js";
import { fetchLockedSession, type LockedSession } from "./lock-session.js";

/** A session that the viewer may change. It and its engagement are locked until the transaction ends. */
export interface ChangeableSession extends LockedSession {
  readonly people: EngagementPeople;
  /** The viewer's side. */
  readonly party: CancellingParty;
}

/**
 * Fetches a session to move or cancel it. A session that has begun, by its status or by the clock, is history. A
 * session that is only held is not booked yet.
 */
export async function changeableSession(
  context: CommandContext<"WRONG_STATUS">,
  id: string,
  options: Options = {},
): Promise<ChangeableSession> {
  const { field = "id" } = options;
  const changeable = await arrangedSession(context, id, options);
  const { status, startsAt } = changeable.session;
  if (status === "HELD") {
    context.refuse("WRONG_STATUS", field, "The session is HELD; confirm or release the hold first.");
  }
  if (!mayBecome(status, "CANCELLED")) {
    context.refuse("WRONG_STATUS", field, `The session is ${status}; it must be CONFIRMED.`);
  }
  if (startsAt.getTime() <= context.now) {
    context.refuse(
      "WRONG_STATUS",
      field,
      `The session began at ${rfc3339(startsAt)}; only a session that has not begun can be changed.`,
    );
  }
  return changeable;
}

interface Options {
  /** What names the session in the input. Default: `id`. */
  readonly field?: string;
  /** Whether delegates of its coaches and participants may do it, too. */
  readonly byDelegates?: boolean;
}

/** Fetches a session that the viewer may change, whatever its status. */
export async function arrangedSession(
  context: CommandContext<never>,
  id: string,
  { field = "id", byDelegates = false }: Options = {},
): Promise<ChangeableSession> {
  const { transaction, actor } = context;
  const locked = await fetchLockedSession(context, id, field);
  const { engagementId, kind } = locked.session;
  const members = byDelegates
    ? principalsWith(await peopleWithPrincipals(transaction, actor, engagementId), locked.coachIds)
    : await peopleOf(transaction, engagementId);
  const people = { ...members, withJoining: kind === "CHEMISTRY" };
  if (!mayArrange(actor, people)) {
    context.refuse(
      "FORBIDDEN",
      field,
      "Only its engagement's coaches and participants and owners, admins and program managers can change a session.",
    );
  }
  return { ...locked, people, party: partyOf(actor, people) };
}

/** Refuses to let one member of a group cancel or move a session for all. Members can leave their seat or excuse themselves. */
export function refuseIfOthersTakePart(
  context: CommandContext<never>,
  { session, engagement, party }: Pick<ChangeableSession, "session" | "engagement" | "party">,
): void {
  if (engagement.format !== "GROUP" || party !== "CLIENT") return;
  const own = session.capacity === null ? "excuse yourself (excuseFromSession)" : "leave your own seat (leaveSeat)";
  const message = `Others take part in this session too. You can ${own}; ask your coach or the firm for more.`;
  context.refuse("FORBIDDEN", "id", message);
}
