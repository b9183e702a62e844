import type { RowCondition } from "@coachwork/reader";

/** Assistants see the sessions that a principal is in, of engagements that the principal is in today. */
export const assistedSession: RowCondition = (session, sql) => {
  const [part, coach, attendance] = [sql.alias("part"), sql.alias("coach"), sql.alias("attendance")] as const;
  return `(${session}.engagement_id = any(array(select id from ${sql.scope("assisted")}))
    and exists (select 1 from ${sql.scope("assisted_parts")} ${part} where ${part}.id = ${session}.engagement_id
      and case ${part}.role when 'COACH'
        then exists (select 1 from session_coach ${coach} where ${coach}.firm_id = ${sql.firm}
          and ${coach}.session_id = ${session}.id and ${coach}.coach_id = ${part}.person_id)
        else exists (select 1 from attendance ${attendance} where ${attendance}.firm_id = ${sql.firm}
          and ${attendance}.session_id = ${session}.id and ${attendance}.person_id = ${part}.person_id) end))`;
};

/** A condition for what belongs to a session that assistants see. */
export const inAssistedSessions: RowCondition = (part, sql) => {
  const row = sql.alias("session");
  return `${part}.session_id in (select ${row}.id from session ${row}
    where ${row}.firm_id = ${sql.firm} and ${assistedSession(row, sql)})`;
};
