import type { MigrationInterface, QueryRunner } from "typeorm";

/** Programs name the template of their engagements' agreements, and whether one is needed before activation. */
export class NeededAgreements1793000000074 implements MigrationInterface {
  readonly name = "NeededAgreements1793000000074";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ["program", "engagement"]) {
      await runner.query(`alter table ${table} add column agreement_template_id uuid`);
      await runner.query(`alter table ${table} add column needs_agreement boolean not null default false`);
      await runner.query(
        `alter table ${table} add foreign key (firm_id, agreement_template_id) references agreement_template`,
      );
      await runner.query(`create index ${table}_agreement_template on ${table} (firm_id, agreement_template_id)`);
    }
    await runner.query(`alter table program add constraint program_informal_agreement
      check (mentoring_form is distinct from 'INFORMAL' or (agreement_template_id is null and not needs_agreement))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["program", "engagement"])
      await runner.query(`alter table ${table} drop column agreement_template_id, drop column needs_agreement`);
  }
}
