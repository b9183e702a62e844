import type { CommandContext, Transaction } from "@coachwork/platform";
import { type CancellingParty, type Engagement, SeriesCoach, Session, SessionSeries } from "@coachwork/schema";
import { splitSeries, type SplitSeries } from "../core/series-split.js";
import { fetchLocked } from "../booking/lock-session.js";
import { partyOf } from "../people/party.js";
import { type EngagementPeople, mayArrange, peopleOf } from "../people/engagement-people.js";
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
  const people = await peopleOf(transaction, engagement.id);
  if (!mayArrange(actor, people)) {
    const message =
      "Only its engagement's coaches and participants and owners, admins and program managers can change a series.";
    context.refuse("FORBIDDEN", "id", message);
  }
  if (series.endedAt !== null)
    context.refuse("WRONG_STATUS", "id", `The series ended at ${series.endedAt.toISOString()}; it cannot be changed.`);
  const coachIds = await coachesOfSeries(transaction, series.id);
  return { series, engagement, people, party: partyOf(actor, people), coachIds };
}

/** The coaches that a series' sessions need, in id order. */
export async function coachesOfSeries(transaction: Transaction, seriesId: string): Promise<string[]> {
  const rows = await transaction.find(SeriesCoach, { seriesId });
  return rows.map(({ coachId }) => coachId).sort();
}

/** The start from which a series changes: the given one, or the first that is ahead. */
export function startToChange(
  context: CommandContext<"WRONG_STATUS">,
  series: SessionSeries,
  from: Date | null | undefined,
): Date {
  if (from != null) return from;
  const { value: first, done } = seriesStarts(series, context.now + 1, context.now + FARTHEST).next();
  return done
    ? context.refuse("WRONG_STATUS", "id", "The series has no session ahead; only future sessions can be changed.")
    : new Date(first);
}

/** "This and following": the series before one of its future starts, and from it on. */
export function splitAt(context: CommandContext<never>, series: SessionSeries, from: Date): SplitSeries {
  if (from.getTime() <= context.now)
    context.refuse("INVALID", "from", `from is ${from.toISOString()}; it must lie ahead: what has begun is history.`);
  if (isTooFarAhead(from, context.now))
    context.refuse(
      "INVALID",
      "from",
      `from is ${from.toISOString()}, more than ten years ahead; give an earlier start.`,
    );
  const split = splitSeries(series, from.getTime());
  if (split) return split;
  const message = `The series has no start at ${from.toISOString()}; give the originalStart of one of its sessions.`;
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
