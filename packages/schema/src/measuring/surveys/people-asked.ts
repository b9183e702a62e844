import { memberOnSql } from "../../engagements/membership-days.js";

/** Somebody to ask, and the results in which their answers count. */
export interface AskedPerson {
  readonly personId: string;
  readonly organizationId: string | null;
  readonly programId: string | null;
  readonly cohortId: string | null;
  readonly kind: string | null;
  readonly format: string | null;
  /** The engagement by which they are asked. Null if they were chosen by name. */
  readonly engagementId: string | null;
}

/**
 * SQL for those who take part on a day in engagements that have begun and can be reached, each by their latest engagement.
 *
 * @param firm SQL for the firm's id
 * @param day SQL for the day
 * @param where which engagements `e`
 */
export const participantsToAskSql = (firm: string, day: string, where: string): string =>
  `select distinct on (p.person_id) p.person_id as "personId", e.organization_id as "organizationId",
     e.program_id as "programId", e.cohort_id as "cohortId", e.kind, e.format, e.id as "engagementId"
   from engagement e
   join engagement_participant p on p.firm_id = ${firm} and p.engagement_id = e.id and ${memberOnSql("p", day)}
   join person x on x.firm_id = ${firm} and x.id = p.person_id
   where e.firm_id = ${firm} and e.status in ('ACTIVE', 'PAUSED', 'COMPLETED') and ${where}
     and x.email is not null and x.status not in ('DEACTIVATED', 'ERASED')
   order by p.person_id, e.starts_on desc, e.id`;
