import type { Transaction } from "@coachwork/platform";

/**
 * What an account is committed to. Somebody who coaches in several firms has one account, and a constraint on its
 * commitments decides between firms. Coaches who do not share their busy time have none.
 */
export interface Commitment {
  readonly coachId: string;
  readonly sessionId: string;
  /** When, as `tstzrange`. */
  readonly blocked: string;
}

/**
 * Commits coaches' accounts. Returns the first coach who has something else at that time, in this firm or in another. One
 * statement writes all in the order of accounts, so that two firms never deadlock.
 */
export async function commit(
  transaction: Transaction,
  commitments: readonly Commitment[],
): Promise<string | undefined> {
  if (commitments.length === 0) return undefined;
  const [taken] = await transaction.query<{ coachId: string }>(
    `with wanted as (
       select m."userId", t.coach_id, t.session_id, t.blocked::tstzrange as blocked
       from unnest($2::uuid[], $3::uuid[], $4::text[]) as t (coach_id, session_id, blocked)
       join identity.membership m on m."firmId" = $1::uuid and m."personId" = t.coach_id
     ), made as (
       insert into identity.commitment ("userId", "firmId", "sessionId", blocked)
       select "userId", $1::uuid, session_id, blocked from wanted order by "userId", blocked
       on conflict do nothing returning "userId", "sessionId"
     )
     select coach_id as "coachId" from wanted
     where ("userId", session_id) not in (select "userId", "sessionId" from made) order by 1`,
    [
      transaction.scope.firmId,
      commitments.map(({ coachId }) => coachId),
      commitments.map(({ sessionId }) => sessionId),
      commitments.map(({ blocked }) => blocked),
    ],
  );
  return taken?.coachId;
}

/** Ends what the coaches' accounts are committed to by these sessions. */
export async function endCommitments(transaction: Transaction, sessionIds: readonly string[]): Promise<void> {
  await transaction.query(
    'delete from identity.commitment where "firmId" = $1::uuid and "sessionId" = any($2::uuid[])',
    [transaction.scope.firmId, sessionIds],
  );
}

/** Ends what a coach's account is committed to by a session, or by all sessions of the firm. */
export async function endCommitmentsOf(
  transaction: Transaction,
  coachId: string,
  sessionId: string | null = null,
): Promise<void> {
  await transaction.query(
    `delete from identity.commitment c using identity.membership m
     where m."firmId" = $1::uuid and m."personId" = $2::uuid
       and c."userId" = m."userId" and c."firmId" = $1::uuid and ($3::uuid is null or c."sessionId" = $3::uuid)`,
    [transaction.scope.firmId, coachId, sessionId],
  );
}
