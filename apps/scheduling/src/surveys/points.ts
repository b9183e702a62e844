import type { Transaction } from "@coachwork/platform";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import type { Job, OfFirm } from "../jobs/job.js";

interface Told extends OfFirm {
  readonly plan: string;
  readonly engagement: string;
  readonly session: string | null;
}

/** People are asked in the morning, by the firm's clock. */
const MORNING = "time '09:00'";

/** SQL for the day on which the engagement `e` came to a status: the first day, or the last. */
const dayOf = (status: string, which: "min" | "max") => `(select (${which}(c.changed_at) at time zone f.time_zone)::date
  from engagement_status_change c where c.firm_id = $1::uuid and c.engagement_id = e.id and c.status = '${status}')`;

/**
 * Lets the job wait for the points that engagements come to by the plans of their programs: of one engagement, or by one plan. Points
 * at which people would have been asked on an earlier day than that of the instant do not count.
 */
export async function waitForPoints(
  transaction: Transaction,
  job: Job<Told>,
  { engagement, plan }: { readonly engagement?: string; readonly plan?: string },
  since: Date,
): Promise<void> {
  const points = await transaction.query<{ plan: string; engagement: string; runAt: Date | null }>(
    `select plan, engagement, case when day >= today then (day + ${MORNING}) at time zone time_zone end as "runAt"
     from (
       select p.id as plan, e.id as engagement, f.time_zone, ($4::timestamptz at time zone f.time_zone)::date as today,
         p.days_after + case
           when p.archived_at is not null then null
           when p.point = 'START' and e.status in ('ACTIVE', 'PAUSED')
             then greatest(e.starts_on, ${dayOf("ACTIVE", "min")})
           when p.point = 'MIDDLE' and e.status in ('ACTIVE', 'PAUSED')
             then e.starts_on + (e.ends_on - e.starts_on) / 2
           when p.point = 'END' and e.status = 'COMPLETED' then ${dayOf("COMPLETED", "max")} end as day
       from survey_plan p
       join engagement e on e.firm_id = $1::uuid and e.program_id = p.program_id
       join firm f on f.firm_id = $1::uuid
       where p.firm_id = $1::uuid and p.point <> 'AFTER_SESSION'
         and ($2::uuid is null or e.id = $2::uuid) and ($3::uuid is null or p.id = $3::uuid)) as points`,
    [transaction.scope.firmId, engagement ?? null, plan ?? null, since],
  );
  for (const { runAt, ...at } of points) {
    const key = `${at.plan} ${at.engagement}`;
    if (runAt) enqueue(transaction, job, { ...at, session: null }, { runAt, key });
    else dequeue(transaction, job, key);
  }
}

/** Lets the job wait for the end of a session that took place, by the plans of its program that follow sessions. */
export async function waitForSession(
  transaction: Transaction,
  job: Job<Told>,
  { session, engagement }: { readonly session: string; readonly engagement: string },
): Promise<void> {
  const plans = await transaction.query<{ plan: string; runAt: Date }>(
    `select p.id as plan, ((s.ends_at at time zone f.time_zone) + p.days_after * interval '1 day') at time zone f.time_zone as "runAt"
     from session s
     join firm f on f.firm_id = $1::uuid
     join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
     join survey_plan p on p.firm_id = $1::uuid and p.program_id = e.program_id
     where s.firm_id = $1::uuid and s.id = $2::uuid and s.kind <> 'CHEMISTRY'
       and p.point = 'AFTER_SESSION' and p.archived_at is null and p.created_at <= s.ends_at`,
    [transaction.scope.firmId, session],
  );
  for (const { plan, runAt } of plans)
    enqueue(transaction, job, { plan, engagement, session }, { runAt, key: `${plan} ${session}` });
}
