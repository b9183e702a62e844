import type { Transaction } from "@coachwork/platform";
import { Engagement, Session } from "@coachwork/schema";
import { companionsOf } from "./feed-companions.js";
import type { FeedSession } from "./feed-event.js";
import type { HeldFeed } from "./feed-holder.js";
import { placesOf } from "../places/places-of.js";
import { takesPart } from "./takes-part.js";
import { DAY } from "../core/lengths.js";

const DAYS_BACK = 90;
const DAYS_AHEAD = 400;
/** How long a cancelled session stays after its time, so that every program learns of it. */
const DAYS_CANCELLED = 30;
/** If somebody has more, those nearest to now. */
const MOST_SESSIONS = 1_000;

/** A session that was only held and never booked is nobody's session. */
const SHOWN = ["CONFIRMED", "IN_PROGRESS", "COMPLETED", "NO_SHOW", "CANCELLED"];

const coached = `select c.session_id from session_coach c where c.firm_id = $1::uuid and c.coach_id = $2::uuid`;

const attended = `select s.id from engagement_participant p
  join session s on s.firm_id = $1::uuid and s.engagement_id = p.engagement_id
  where p.firm_id = $1::uuid and p.person_id = $2::uuid and ${takesPart}`;

/** A feed's sessions in id order, each with what its holder may know. `now` is in epoch milliseconds. */
export async function feedSessions(transaction: Transaction, feed: HeldFeed, now: number): Promise<FeedSession[]> {
  const { holder } = feed;
  const sessions = await transaction.visibleAll<Session>(holder, Session, await ownSessions(transaction, feed, now));
  const engagements = await titles(transaction, feed, sessions);
  const people = await companionsOf(transaction, feed, sessions);
  const agendas = await visibleAgendas(transaction, feed, sessions);
  const places = await placesOf(transaction, sessions);
  const moves = await lastMoves(transaction, sessions);
  return sessions.flatMap((session) => {
    const title = engagements.get(session.engagementId);
    // A person who leaves an engagement between two statements sees nothing more of it.
    if (title === undefined) return [];
    const { id } = session;
    const companions = people.get(id) ?? [];
    const more = { agenda: agendas.get(id) ?? null, place: places.get(id), movedAt: moves.get(id) ?? null };
    return [{ session, title, companions, ...more }];
  });
}

/** UUIDs of the feed's sessions, whether or not its holder may see them. */
async function ownSessions(transaction: Transaction, { kind, holder }: HeldFeed, now: number): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    `select f.id from session f
     where f.firm_id = $1::uuid and f.id in (${kind === "COACH" ? coached : `${coached} union ${attended}`})
       and f.starts_at >= $3::timestamptz and f.starts_at < $4::timestamptz and f.status = any($5::text[])
       and (f.status <> 'CANCELLED' or (f.ends_at >= $6::timestamptz and f.held_until is null))
     order by abs(extract(epoch from f.starts_at - $7::timestamptz)), f.id limit $8::integer`,
    [
      holder.firmId,
      holder.personId,
      new Date(now - DAYS_BACK * DAY),
      new Date(now + DAYS_AHEAD * DAY),
      SHOWN,
      new Date(now - DAYS_CANCELLED * DAY),
      new Date(now),
      MOST_SESSIONS,
    ],
  );
  return rows.map(({ id }) => id);
}

async function titles(
  transaction: Transaction,
  { holder }: HeldFeed,
  sessions: readonly Session[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(sessions.map(({ engagementId }) => engagementId))];
  const engagements = await transaction.visibleAll<Engagement>(holder, Engagement, ids);
  return new Map(engagements.map(({ id, title }) => [id, title]));
}

/** By session, its agenda if the holder may read it: fewer may than see its time. */
async function visibleAgendas(
  transaction: Transaction,
  { holder }: HeldFeed,
  sessions: readonly Session[],
): Promise<ReadonlyMap<string, string>> {
  const ids = sessions.filter(({ agenda }) => agenda !== null).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const readable = await transaction.visibleAll<Session>(holder, Session, ids, { seeing: ["agenda"] });
  return new Map(readable.map(({ id, agenda }) => [id, agenda!]));
}

/** By session, when it was last moved. */
async function lastMoves(transaction: Transaction, sessions: readonly Session[]): Promise<ReadonlyMap<string, Date>> {
  const rows = await transaction.query<{ id: string; movedAt: Date }>(
    `select m.session_id as id, max(m.moved_at) as "movedAt" from session_move m
     where m.firm_id = $1::uuid and m.session_id = any($2::uuid[]) group by m.session_id`,
    [transaction.scope.firmId, sessions.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, movedAt }) => [id, movedAt]));
}
