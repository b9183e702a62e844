/** For how many days after the end of an engagement its people can write takeaways. */
export const TAKEAWAY_DAYS = 90;

/** How an engagement ended, as far as takeaways are concerned. */
export interface TakeawayEnd {
  /** Whether it ended as a draft, so that there was nothing to take from it. */
  readonly endedAsDraft: boolean;
  /** The last day for takeaways, `YYYY-MM-DD` in the firm's time zone. */
  readonly lastDay: string;
}

/** SQL for the `TakeawayEnd` of the engagement `$2` of the firm `$1`. No row if it never ended, or before its history was kept. */
export const takeawayEndSql = `
  select c.status_before = 'DRAFT' as "endedAsDraft",
    to_char((c.changed_at at time zone f.time_zone)::date + ${TAKEAWAY_DAYS}, 'YYYY-MM-DD') as "lastDay"
  from engagement_status_change c join firm f on f.firm_id = $1::uuid
  where c.firm_id = $1::uuid and c.engagement_id = $2::uuid and c.status in ('COMPLETED', 'CANCELLED')
  order by c.changed_at desc, c.id desc limit 1`;
