import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who recorded attendance and when, a session's agenda, and how the hours that follow from attendance count. */
export class Attendance1793000000012 implements MigrationInterface {
  readonly name = "Attendance1793000000012";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table attendance drop column recorded_at, drop column recorded_by_id");
    await runner.query("alter table session drop column agenda");
    await runner.query("alter table engagement drop column pro_bono");
    await runner.query("alter table allocation_entry drop constraint allocation_entry_amount");
    await runner.query(
      `alter table allocation_entry add constraint allocation_entry_check
         check (amount > 0 or (kind = 'ADJUST' and amount <> 0))`,
    );
  }
}

const statements = [
  `alter table attendance
    add column recorded_at timestamptz,
    add column recorded_by_id uuid,
    add foreign key (firm_id, recorded_by_id) references person`,

  `alter table session add column agenda text check (length(agenda) between 1 and 5000)`,

  `alter table engagement add column pro_bono boolean not null default false`,

  // Entries are never changed. A wrong entry is reversed by a negative entry of the same kind.
  `alter table allocation_entry drop constraint allocation_entry_check`,
  `alter table allocation_entry add constraint allocation_entry_amount
    check (amount > 0 or (amount < 0 and kind in ('ADJUST', 'USE', 'FORFEIT')))`,
];
