import { createIdentity, createSession } from "@coachwork/gateway/identity";
import { IdentityDatabase } from "@coachwork/gateway/identity-database";
import { withConnection } from "@coachwork/infra/database";
import { systemClock } from "@coachwork/platform";
import type pg from "pg";
import type { BenchDatabase } from "./database.ts";
import { DAY_MS, instantText, WEEK_MS } from "./generate/calendar.ts";

export type ViewerName = "owner" | "coach" | "client";

export interface BenchViewer {
  readonly firmId: string;
  readonly personId: string;
  /** What the requests bear. */
  readonly token: string;
}

/** A place far down in the firm's sessions: the last one before it. */
export interface Depth {
  readonly startsAt: string;
  readonly id: string;
  /** How many are before it, itself included. */
  readonly offset: number;
  /** The first instant after it. */
  readonly until: string;
}

/** What is asked for: of the largest firm, chosen alike on each run. */
export interface Explored {
  readonly firmId: string;
  /** The Monday around which the schedule is arranged. */
  readonly anchor: number;
  readonly viewers: Readonly<Record<ViewerName, BenchViewer>>;
  /** Of the coach: with many people, sessions and notes. */
  readonly engagementIds: readonly string[];
  readonly sessionIds: readonly string[];
  readonly depth: Depth;
  /** The client's one engagement. */
  readonly clientEngagementId: string;
  /** How many sessions it has, all of which the client sees. */
  readonly clientSessions: number;
}

export interface World extends Explored {
  readonly deep: {
    readonly cursors: { readonly coachwork: string; readonly postgraphile: string };
    readonly last: Depth;
    readonly offset: number;
  };
}

/** An id as the API writes it. */
export function apiId(prefix: string, uuid: string): string {
  return `${prefix}_${uuid.replaceAll("-", "")}`;
}

/** Finds the rows that the pages are about, and signs their viewers in. */
export async function explore(database: BenchDatabase): Promise<Explored> {
  const { anchor } = database;
  return withConnection(database.adminUrl, async (client) => {
    const column = async (text: string, values: unknown[]) =>
      (await client.query<{ value: string }>(text, values)).rows.map(({ value }) => value);
    const firmId = (await column("select firm_id as value from firm where name = 'Firm 1'", []))[0]!;
    const owner = (await column(personWithRole, [firmId, "OWNER"]))[0]!;
    const busy = await client.query<{ coach: string; ids: string[] }>(busyCoach, [firmId]);
    const { coach, ids } = busy.rows[0]!;
    const client_ = (
      await client.query<{ value: string; sessions: string; engagement: string }>(busyClient, [
        firmId,
        instantText(anchor),
      ])
    ).rows[0]!;
    return {
      firmId,
      anchor,
      viewers: await signIn(database, client, firmId, { owner, coach, client: client_.value }),
      engagementIds: ids,
      sessionIds: await column(comingSessions, [firmId, instantText(anchor + WEEK_MS)]),
      depth: await depthOf(client, firmId),
      clientEngagementId: client_.engagement,
      clientSessions: Number(client_.sessions),
    };
  });
}

/** Sessions before page 1,000. */
const PAGES_BEFORE = 999 * 50;

const personWithRole = `
select person_id as value from person_role where firm_id = $1 and role = $2 order by person_id limit 1`;

const comingSessions = `
select id as value from session where firm_id = $1 and starts_at >= $2 order by starts_at, id limit 200`;

/** The coach with most engagements that have several people, 20 sessions and 20 notes that the coach may read. */
const busyCoach = `
with notes as (
  select engagement_id, author_id, visibility from note where firm_id = $1),
full_ones as (
  select c.person_id as coach, c.engagement_id as id from engagement_coach c
  where c.firm_id = $1 and c.left_on is null and c.joined_on <= current_date
    and (select count(*) from engagement_participant p where p.firm_id = $1 and p.engagement_id = c.engagement_id) >= 4
    and (select count(*) from session s where s.firm_id = $1 and s.engagement_id = c.engagement_id) >= 20
    and (select count(*) from note n where n.firm_id = $1 and n.engagement_id = c.engagement_id
      and (n.visibility <> 'PRIVATE' or n.author_id = c.person_id)) >= 20)
select coach, (array_agg(id order by id))[1:5] as ids from full_ones
group by coach order by least(count(*), 5) desc, coach limit 1`;

/** The client with most sessions among those who are, as most clients, in one engagement and still at it. */
const busyClient = `
select p.person_id as value, min(p.engagement_id::text) as engagement, count(*) as sessions from engagement_participant p
join session s on s.firm_id = $1 and s.engagement_id = p.engagement_id
where p.firm_id = $1
group by 1
having count(distinct p.engagement_id) = 1 and every(p.left_on is null and p.joined_on <= current_date) and max(s.starts_at) > $2
order by 3 desc, 1 limit 1`;

async function depthOf(client: pg.Client, firmId: string): Promise<Depth> {
  const at = `select starts_at from session where firm_id = $1 order by starts_at, id offset $2 limit 1`;
  const { rows } = await client.query<{ starts_at: Date }>(at, [firmId, PAGES_BEFORE]);
  if (!rows[0]) throw new Error("The largest firm has fewer than 1,000 pages of sessions: generate more.");
  const until = rows[0].starts_at;
  const last = await client.query<{ id: string; starts_at: Date; offset: string }>(
    `select id, starts_at, (select count(*) from session where firm_id = $1 and starts_at < $2) as offset
     from session where firm_id = $1 and starts_at < $2 order by starts_at desc, id desc limit 1`,
    [firmId, until],
  );
  const { id, starts_at, offset } = last.rows[0]!;
  return { id, startsAt: starts_at.toISOString(), offset: Number(offset), until: until.toISOString() };
}

async function signIn(
  { gateway }: BenchDatabase,
  client: pg.Client,
  firmId: string,
  people: Record<ViewerName, string>,
): Promise<Record<ViewerName, BenchViewer>> {
  const identity = IdentityDatabase.open({ url: gateway, poolSize: 1, statementTimeoutMs: 10_000 });
  try {
    const viewers: Partial<Record<ViewerName, BenchViewer>> = {};
    for (const [name, personId] of Object.entries(people) as [ViewerName, string][]) {
      const { rows } = await client.query<{ email: string; name: string }>(
        "select email, name from person where firm_id = $1 and id = $2",
        [firmId, personId],
      );
      const person = rows[0]!;
      const memberships = [{ firmId, personId }];
      await createIdentity(identity, { ...person, password: "a password for the bench", memberships }, systemClock);
      viewers[name] = { firmId, personId, token: await createSession(identity, person.email, firmId, systemClock) };
    }
    return viewers as Record<ViewerName, BenchViewer>;
  } finally {
    await identity.close();
  }
}

/** Windows of time that cover the same part of the schedule on each run. */
export function windowOf(anchor: number, weeksBefore: number, weeksAfter: number): { from: string; until: string } {
  return {
    from: instantText(anchor - weeksBefore * WEEK_MS),
    until: instantText(anchor + weeksAfter * WEEK_MS + DAY_MS),
  };
}
