import type { Database } from "@coachwork/platform";
import { type Actor, Session, uuidOf } from "@coachwork/schema";
import type { Interval } from "../core/interval.js";
import { attendedTimes } from "../staffing/attended-sessions.js";
import { LONGEST_SESSION } from "../staffing/session-time.js";

/** Those who look for slots for others. */
const OTHERS = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH"];

interface Asked {
  readonly from: Date;
  readonly to: Date;
  /** A session that is to be moved: it does not count. */
  readonly movingSessionId?: string | null;
}

/** When a client has sessions: they look for slots for themselves, and take part in one session at a time. */
export async function ownTimes(
  database: Database,
  caller: Actor,
  { from, to, movingSessionId }: Asked,
  now: number,
): Promise<readonly Interval[]> {
  const { firmId, personId, grants } = caller;
  if (personId === null || !grants.includes("CLIENT") || grants.some((grant) => OTHERS.includes(grant))) return [];
  const moving = movingSessionId == null ? null : uuidOf(Session, movingSessionId);
  const query = (text: string, values: unknown[]) => database.read(caller, text, values);
  const range = [from.getTime(), to.getTime() + LONGEST_SESSION] as const;
  return attendedTimes(query, { firmId, personId, now }, range, moving);
}
