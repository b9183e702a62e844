import { memberOnSql } from "@coachwork/schema";

/**
 * SQL for "who is in an engagement by the row `p` takes part in its session `s`", by the rule by which people are expected:
 * whoever is in the engagement on the session's day and, where it has seats, has one. `$1` is the firm.
 */
export const takesPart = `${memberOnSql("p", "s.date")}
  and (s.capacity is null or exists (select 1 from attendance x
    where x.firm_id = $1::uuid and x.session_id = s.id and x.person_id = p.person_id))`;
