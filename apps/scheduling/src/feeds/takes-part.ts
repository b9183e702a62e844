import { memberOnSql } from "@coachwork/schema";

/**
 * SQL for "the person with the row `p` in an engagement takes part in its session `s`", by the rule for who is
 * expected: they are in the engagement on the session's day and, if it has seats, have one. `$1` is the firm.
 */
export const takesPart = `${memberOnSql("p", "s.date")}
  and (s.capacity is null or exists (select 1 from attendance x
    where x.firm_id = $1::uuid and x.session_id = s.id and x.person_id = p.person_id))`;
