import { type Database, dateIn } from "@coachwork/platform";
import { readableOf, shownBy, type Viewer } from "@coachwork/reader";
import { type CalendarFeedKind, EXPECTED, joinsLaterSql, Session } from "@coachwork/schema";
import { type FeedToken, isSecret, parseFeedToken } from "./feed-token.js";

/** The owner of a feed, as a viewer for the reader. */
export interface Holder extends Viewer {
  readonly personId: string;
}

/** A readable feed, and whose sessions it contains. */
export interface HeldFeed {
  readonly id: string;
  readonly kind: CalendarFeedKind;
  /** The person, with the grants that show when sessions are. */
  readonly holder: Holder;
  /** The language to write in (BCP 47). */
  readonly locale: string;
  readonly firmName: string;
  readonly lastUsedAt: Date | null;
}

/** Stands in for a text that is not a token. It is looked up and compared like any other. */
const decoyToken: FeedToken = {
  firmId: "00000000-0000-0000-0000-000000000000",
  feedId: "00000000-0000-0000-0000-000000000000",
  secret: Buffer.alloc(32),
};

/** Compared with if there is no feed. No known secret has this hash. */
const NO_HASH = "0".repeat(64);

/**
 * The feed of a token, with its person's current rights. Null if there is none, if it was revoked, if the secret is
 * wrong, and if the person holds no role to see it. All cases run the same statement and the same comparison, so
 * neither the answer nor its time tells them apart.
 */
export async function heldFeed(database: Database, token: string, now: number): Promise<HeldFeed | null> {
  const { firmId, feedId, secret } = parseFeedToken(token) ?? decoyToken;
  const [row] = await database.read(
    { firmId, personId: null },
    `select c.secret_hash, c.person_id, c.kind, c.last_used_at, f.name, f.time_zone, p.locale,
       array(select r.role from person_role r where r.firm_id = $1::uuid and r.person_id = c.person_id) as roles,
       ${joinsLaterSql("$1::uuid", "c.person_id", "($3::timestamptz at time zone f.time_zone)::date")} as joins_later
     from calendar_feed c
     join firm f on f.firm_id = $1::uuid
     join person p on p.firm_id = $1::uuid and p.id = c.person_id
     where c.firm_id = $1::uuid and c.id = $2::uuid and c.revoked_at is null`,
    [firmId, feedId, new Date(now)],
  );
  const isRight = isSecret(secret, (row?.secret_hash as string | undefined) ?? NO_HASH);
  if (!row || !isRight) return null;
  const today = dateIn(row.time_zone as string, now);
  const roles = withTimes(row.roles as string[]);
  if (roles.length === 0) return null;
  const grants = (row.joins_later ? [...roles, EXPECTED] : roles).sort();
  return {
    id: feedId,
    kind: row.kind as CalendarFeedKind,
    holder: { firmId, personId: row.person_id as string, actorId: row.person_id as string, grants, today },
    locale: row.locale as string,
    firmName: row.name as string,
    lastUsedAt: row.last_used_at as Date | null,
  };
}

/** Only those roles that show when any session is. Sponsors have what concerns them from their letters. */
function withTimes(roles: readonly string[]): string[] {
  const right = readableOf(Session).rights!.startsAt!;
  return roles.filter((role) => shownBy(right, role) === true);
}
