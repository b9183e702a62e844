import { type Database, dateIn } from "@coachwork/platform";
import { readableOf, shownBy, type Viewer } from "@coachwork/reader";
import { type CalendarFeedKind, Session } from "@coachwork/schema";
import { type FeedToken, isSecret, parseFeedToken } from "./feed-token.js";

/** Whose feed it is, as the reader knows viewers. */
export interface Holder extends Viewer {
  readonly personId: string;
}

/** A feed that may be read, and whose sessions it has. */
export interface HeldFeed {
  readonly id: string;
  readonly kind: CalendarFeedKind;
  /** The person as who sees when sessions are. */
  readonly holder: Holder;
  /** The language to write in (BCP 47). */
  readonly locale: string;
  readonly firmName: string;
  readonly lastUsedAt: Date | null;
}

/** What stands for a text that is no token: it is looked up and compared like any other. */
const nobodys: FeedToken = {
  firmId: "00000000-0000-0000-0000-000000000000",
  feedId: "00000000-0000-0000-0000-000000000000",
  secret: Buffer.alloc(32),
};

/** Compared with where there is no feed; no secret is known that has this hash. */
const NO_HASH = "0".repeat(64);

/**
 * The feed that a token stands for, as its person is now. Null where there is none, where it was revoked, where the secret
 * is wrong, and where the person holds no role by which to see it: each after the same statement and the same comparison,
 * so that neither the answer nor its time tells one from another.
 */
export async function heldFeed(database: Database, token: string, now: number): Promise<HeldFeed | null> {
  const { firmId, feedId, secret } = parseFeedToken(token) ?? nobodys;
  const [row] = await database.read(
    { firmId, personId: null },
    `select c.secret_hash, c.person_id, c.kind, c.last_used_at, f.name, f.time_zone, p.locale,
       array(select r.role from person_role r where r.firm_id = $1::uuid and r.person_id = c.person_id) as roles
     from calendar_feed c
     join firm f on f.firm_id = $1::uuid
     join person p on p.firm_id = $1::uuid and p.id = c.person_id
     where c.firm_id = $1::uuid and c.id = $2::uuid and c.revoked_at is null`,
    [firmId, feedId],
  );
  const isRight = isSecret(secret, (row?.secret_hash as string | undefined) ?? NO_HASH);
  if (!row || !isRight) return null;
  const today = dateIn(row.time_zone as string, now);
  const grants = (row.roles as string[]).sort();
  const holder = asWhoSeesTimes({ firmId, personId: row.person_id as string, grants, today });
  if (holder.grants.length === 0) return null;
  return {
    id: feedId,
    kind: row.kind as CalendarFeedKind,
    holder,
    locale: row.locale as string,
    firmName: row.name as string,
    lastUsedAt: row.last_used_at as Date | null,
  };
}

/** The viewer with those grants alone that show when sessions are. */
function asWhoSeesTimes<V extends Viewer>(viewer: V): V {
  const right = readableOf(Session).rights!.startsAt!;
  return { ...viewer, grants: viewer.grants.filter((grant) => shownBy(right, grant) !== undefined) };
}
