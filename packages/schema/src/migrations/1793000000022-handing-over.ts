import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who takes over the sessions of a coach who left an engagement. */
export class HandingOver1793000000022 implements MigrationInterface {
  readonly name = "HandingOver1793000000022";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table engagement_coach add column handed_over_to_id uuid,
       add foreign key (firm_id, handed_over_to_id) references person`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table engagement_coach drop column handed_over_to_id");
  }
}
