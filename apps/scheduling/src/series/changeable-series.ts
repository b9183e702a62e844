import type { CommandContext, Transaction } from "@coachwork/platform";
import { apiIdOf } from "@coachwork/reader";
import { type CancellingParty, type Engagement, SeriesCoach, Session, SessionSeries, rfc3339 } from "@coachwork/schema";
import { splitSeries, type SplitSeries } from "../core/series-split.js";
import { fetchLocked } from "../booking/lock-session.js";
import type { EngagementPeople } from "../people/engagement-people.js";
import { actingFor, mayArrange, partyOf } from "../people/party.js";
import { peopleWithPrincipals, principalsWith } from "../people/principals.js";
import { FARTHEST, isTooFarAhead } from "../core/far-ahead.js";
import { seriesStarts } from "../core/series.js";

/** A series that the viewer may change. It and its engagement are locked until the transaction ends. */
export interface ChangeableSeries {
  readonly series: SessionSeries;
  readonly engagement: Engagement;
  readonly people: EngagementPeople;
  /** The viewer's side. */
  readonly party: CancellingParty;
  /**
   * The coaches that its sessions need, in id order. Empty means all coaches of the engagement on the session's day.
   */
  readonly coachIds: readonly string[];
}

/** Fetches a series to change it, or what is left of it. */
export async function changeableSeries(context: CommandContext<"WRONG_STATUS">, id: string): Promise<ChangeableSeries> {
  const { transaction, actor } = context;
  const { found: series, engagement } = await fetchLocked(context, SessionSeries, id, "id");
  const coachIds = await coachesOfSeries(transaction, series.id);
  const people = principalsWith(await peopleWithPrincipals(transaction, actor, engagement.id), coachIds);
  if (!mayArrange(actor, people)) {
    const message =
      "Only its engagement's coaches and participants and owners, admins and program managers can change a series.";
    context.refuse("FORBIDDEN", "id", message);
  }
  if (series.endedAt !== null) {
    const message = `The series ended at ${rfc3339(series.endedAt)}; ${await insteadOf(transaction, series.id)}.`;
    context.refuse("WRONG_STATUS", "id", message);
  }
  return { series, engagement, people, party: partyOf(actor, people), coachIds };
}

/** The coaches that a series' sessions need, in id order. */
export async function coachesOfSeries(transaction: Transaction, seriesId: string): Promise<string[]> {
  const rows = await transaction.find(SeriesCoach, { seriesId });
  return rows.map(({ coachId }) => coachId).sort();
}

/** What to do about a series of which nothing is left. One that was changed goes on as another. */
async function insteadOf(transaction: Transaction, id: string): Promise<string> {
  const successor = await successorOf(transaction, id);
  return successor === undefined
    ? "it cannot be changed any more"
    : `it was changed, and goes on as ${apiIdOf(SessionSeries, successor)}: give that id`;
}

/** The series that took over the sessions of another, and was not taken over itself. */
async function successorOf(transaction: Transaction, id: string): Promise<string | undefined> {
  const followers = await transaction.find(SessionSeries, { followsId: id });
  const last = followers.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).at(-1);
  return last && ((await successorOf(transaction, last.id)) ?? last.id);
}

/** The start from which a series changes: the given one, or the first that is ahead. */
export async function startToChange(
  context: CommandContext<"WRONG_STATUS">,
  series: SessionSeries,
  from: Date | null | undefined,
): Promise<Date> {
  if (from != null) return from;
  const { value: first, done } = seriesStarts(series, context.now + 1, context.now + FARTHEST).next();
  if (!done) return new Date(first);
  const message = `The series has no session ahead; ${await insteadOf(context.transaction, series.id)}.`;
  return context.refuse("WRONG_STATUS", "id", message);
}

/** "This and following": the series before one of its future starts, and from it on. */
export function splitAt(context: CommandContext<never>, series: SessionSeries, from: Date): SplitSeries {
  if (from.getTime() <= context.now)
    context.refuse("INVALID", "from", `from is ${rfc3339(from)}; it must lie ahead: what has begun is history.`);
  if (isTooFarAhead(from, context.now))
    context.refuse("INVALID", "from", `from is ${rfc3339(from)}, more than ten years ahead; give an earlier start.`);
  const split = splitSeries(series, from.getTime());
  if (split) return split;
  const message = `The series has no start at ${rfc3339(from)}; give the originalStart of one of its sessions.`;
  return context.refuse("INVALID", "from", message);
}

/** A session of a series. */
export interface Instance {
  readonly session: Session;
  /** In id order. */
  readonly coachIds: readonly string[];
}

/** All sessions of a series whose original start is at `from` or later, in that order, locked. */
export async function instancesFrom(transaction: Transaction, seriesId: string, from: Date): Promise<Instance[]> {
  const { firmId } = transaction.scope;
  await transaction.query(
    `select s.id from session s where s.firm_id = $1::uuid and s.series_id = $2::uuid and s.original_start >= $3::timestamptz
     order by s.id for update`,
    [firmId, seriesId, from],
  );
  const sessions = (await transaction.find(Session, { seriesId })).filter((session) => session.originalStart! >= from);
  const coaches = await transaction.query<{ sessionId: string; coachId: string }>(
    `select c.session_id as "sessionId", c.coach_id as "coachId" from session_coach c
     where c.firm_id = $1::uuid and c.session_id = any($2::uuid[]) order by c.coach_id`,
    [firmId, sessions.map(({ id }) => id)],
  );
  return sessions
    .sort((a, b) => a.originalStart!.getTime() - b.originalStart!.getTime())
    .map((session) => ({
      session,
      coachIds: coaches.filter(({ sessionId }) => sessionId === session.id).map(({ coachId }) => coachId),
    }));
}

/** Refuses a delegate of coaches to change sessions that none of these holds. They cannot see them. */
export function refuseSessionsOfOthers(
  context: CommandContext<never>,
  people: EngagementPeople,
  instances: readonly Instance[],
): void {
  const standIns = actingFor(context.actor, people);
  if (standIns.length === 0 || standIns.some(({ party }) => party === "CLIENT")) return;
  const isOwn = ({ coachIds }: Instance) => standIns.some(({ personId }) => coachIds.includes(personId));
  if (instances.every(isOwn)) return;
  const message =
    "Another coach holds some of these sessions. Change those that you see one by one, or ask somebody who sees all of them.";
  context.refuse("FORBIDDEN", "id", message);
}
