import type { MigrationInterface, QueryRunner } from "typeorm";
import { inEachFirm } from "./each-firm.js";

/** An e-mail keeps what it showed of a session, so that whatever changes later is news. */
export class EmailShown1793000000031 implements MigrationInterface {
  readonly name = "EmailShown1793000000031";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    await inEachFirm(runner, (firmId) => runner.query(tellAsItIs, [firmId]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from email where kind = 'SESSION_CHANGED'");
    await runner.query("alter table email drop column shown");
    await runner.query(`alter table email drop constraint email_kind_check, add ${kinds("")}`);
  }
}

const kinds = (more: string) => `constraint email_kind_check check (kind in (
  'SESSION_BOOKED', 'SESSION_RESCHEDULED', 'SESSION_CANCELLED', 'SESSION_REMINDER', 'SEAT_OFFERED'${more}
))`;

const people = (table: string, column: string) => `(
  select coalesce(jsonb_agg(c.${column} order by c.${column}), '[]') from ${table} c
  where c.firm_id = $1 and c.session_id = s.id
)`;

const statements = [
  "alter table email add column shown jsonb",
  `alter table email drop constraint email_kind_check, add ${kinds(", 'SESSION_CHANGED'")}`,
];

/** People were told of the sessions ahead as they are now. */
const tellAsItIs = `
  update email m set shown = jsonb_build_object('title', e.title, 'kind', s.kind, 'coaches', ${people("session_coach", "coach_id")})
     || case when exists (
       select from session_coach c where c.firm_id = $1 and c.session_id = s.id and c.coach_id = m.person_id
     ) then jsonb_build_object('participants', ${people("attendance", "person_id")}) else '{}' end
   from session s join engagement e on e.firm_id = $1 and e.id = s.engagement_id
   where m.firm_id = $1 and s.firm_id = $1 and s.id = m.session_id and s.starts_at > now()
     and m.kind in ('SESSION_BOOKED', 'SESSION_RESCHEDULED')`;
