import { expectedOnSql } from "@coachwork/schema";

/**
 * SQL for "the person with the row `p` in an engagement takes part in its session `s`", by the rule for who is
 * expected: they are in the engagement on the session's day, or are to join it if that is before its first day, and if it has seats, have one. `$1` is the firm.
 */
export const takesPart = `${expectedOnSql("p", "s.date", "(select e.starts_on from engagement e where e.firm_id = $1::uuid and e.id = s.engagement_id)")}
  and (s.capacity is null or exists (select 1 from attendance x
    where x.firm_id = $1::uuid and x.session_id = s.id and x.person_id = p.person_id))`;
