import type { MigrationInterface, QueryRunner } from "typeorm";
import { inEachFirm } from "./each-firm.js";

/** The log can be searched: by what an event is about, by who did it, by type and by time. It also keeps from where. */
export class Audit1793000000078 implements MigrationInterface {
  readonly name = "Audit1793000000078";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table event add column object_type text, add column object_id uuid, add column client_address text",
    );
    await inEachFirm(runner, (firmId) => runner.query(nameObjects, [firmId]));
    for (const [name, columns] of indexes)
      await runner.query(`create index event_${name} on event (firm_id, ${columns}occurred_at, seq)`);
    // With a person who is erased goes the address from which they did it.
    await runner.query("grant update (client_address) on event to coachwork_gateway");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke update (client_address) on event from coachwork_gateway");
    for (const [name] of indexes) await runner.query(`drop index event_${name}`);
    await runner.query("alter table event drop column object_type, drop column object_id, drop column client_address");
  }
}

const indexes = [
  ["time", ""],
  ["type", "type, "],
  ["actor", "actor_id, "],
  ["object", "object_id, "],
] as const;

/**
 * The object of an event in a schedule is what its type names, or the session. Of other names the longest is the object, and the
 * engagement only if it is alone.
 */
const nameObjects = `
  update event e set object_type = lower(regexp_replace(o.key, '([A-Z])', '_\\1', 'g')), object_id = (e.ids ->> o.key)::uuid
  from (
    select n.seq, case
      when n.ids ? 'coaches' and n.ids ? split_part(n.type, '.', 1) then split_part(n.type, '.', 1)
      when n.ids ? 'coaches' then 'session'
      else coalesce(
        (select k.key from jsonb_each(n.ids) k(key, value)
         where jsonb_typeof(k.value) = 'string' and k.key not in ('engagement', 'invitation', 'duplicate', 'coach')
         order by length(k.key) desc limit 1),
        'engagement')
      end as key
    from event n where n.firm_id = $1::uuid
  ) o
  where e.firm_id = $1::uuid and e.seq = o.seq and e.ids ? o.key`;
