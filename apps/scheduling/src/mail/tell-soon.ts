import type { Transaction } from "@coachwork/platform";
import { enqueue } from "../jobs/jobs.js";
import { HOUR } from "../core/lengths.js";

/** Milliseconds before a session from which on its people are told at once, if they were told nothing just before. */
const NEAR_MS = 2 * HOUR;

interface Standing {
  readonly id: string;
  /** Whether it is about to begin, or would be as somebody was told. */
  readonly isNear: boolean;
  /** When the last e-mail about it was written. */
  readonly lastAt: Date | null;
}

/**
 * Has the people of sessions told what is new about them: once for all that happens within `gatherMs` of the first change,
 * which later changes do not put off. Where a session is near it is done at once, unless it was done just before.
 */
export async function tellSoon(
  transaction: Transaction,
  sessionIds: readonly string[],
  now: number,
  gatherMs: number,
): Promise<void> {
  for (const { id, isNear, lastAt } of await standingsOf(transaction, sessionIds, now)) {
    const free = (lastAt?.getTime() ?? 0) + gatherMs;
    const atOnce = gatherMs === 0 || (isNear && free <= now);
    const time = atOnce ? {} : { runAt: new Date(isNear ? free : now + gatherMs), keepsTime: true };
    enqueue(transaction, "tellSession", { session: id }, { key: id, ...time });
  }
}

async function standingsOf(
  transaction: Transaction,
  sessionIds: readonly string[],
  now: number,
): Promise<readonly Standing[]> {
  return transaction.query<Standing>(
    `select s.id, (s.starts_at > $3::timestamptz and s.starts_at <= $4::timestamptz) or coalesce(bool_or(
         m.begun_at is not null and m.starts_at > $3::timestamptz and m.starts_at <= $4::timestamptz), false) as "isNear",
       max(m.created_at) as "lastAt"
     from session s
     left join email m on m.firm_id = $1::uuid and m.session_id = s.id
     where s.firm_id = $1::uuid and s.id = any($2::uuid[])
     group by s.id, s.starts_at`,
    [transaction.scope.firmId, sessionIds, new Date(now), new Date(now + NEAR_MS)],
  );
}
