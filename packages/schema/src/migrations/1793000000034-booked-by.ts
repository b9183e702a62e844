import type { MigrationInterface, QueryRunner } from "typeorm";
import { inEachFirm } from "./each-firm.js";

/** Sessions and series tell who booked them. The log of events knows it of those that exist. */
export class BookedBy1793000000034 implements MigrationInterface {
  readonly name = "BookedBy1793000000034";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await runner.query(`alter table ${table} add column booked_by_id uuid`);
      await runner.query(`alter table ${table} add foreign key (firm_id, booked_by_id) references person`);
    }
    await inEachFirm(runner, async (firmId) => {
      for (const statement of fromEvents) await runner.query(statement, [firmId]);
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`alter table ${table} drop column booked_by_id`);
  }
}

const tables = ["session", "series"] as const;

/** An API key is an actor too, and nobody in person. */
const isPerson = "exists (select from person p where p.firm_id = $1::uuid and p.id = e.actor_id)";

const fromEvents = [
  `update series r set booked_by_id = e.actor_id from event e
   where r.firm_id = $1::uuid and e.firm_id = $1::uuid and e.ids ->> 'series' = r.id::text
     and e.type in ('series.booked', 'series.changed') and ${isPerson}`,
  // A session that was logged has no event but its outcome, at the time at which it was written.
  `update session s set booked_by_id = e.actor_id from event e
   where s.firm_id = $1::uuid and e.firm_id = $1::uuid and e.ids ->> 'session' = s.id::text
     and (e.type in ('session.booked', 'session.confirmed')
       or e.type in ('session.completed', 'session.no_show') and e.occurred_at = s.created_at)
     and ${isPerson}`,
  // Later sessions of a series were booked day by day, with no actor.
  `update session s set booked_by_id = r.booked_by_id from series r, event e
   where s.firm_id = $1::uuid and r.firm_id = $1::uuid and r.id = s.series_id and s.created_at >= r.created_at
     and e.firm_id = $1::uuid and e.ids ->> 'session' = s.id::text
     and e.type = 'session.booked' and e.actor_id is null`,
];
