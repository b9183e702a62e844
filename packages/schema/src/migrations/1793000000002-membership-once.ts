import type { MigrationInterface, QueryRunner } from "typeorm";

const tables = ["engagement_coach", "engagement_participant"];

/**
 * Reserves the constraints against double membership for that purpose alone. On plain columns, PostgreSQL also used
 * their GiST index to list an engagement's people, which cost five times as much as the b-tree made for it.
 */
export class MembershipOnce1793000000002 implements MigrationInterface {
  readonly name = "MembershipOnce1793000000002";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await runner.query(
        `alter table ${table} drop constraint ${table}_once, add constraint ${table}_once exclude using gist (
          firm_id with =,
          (engagement_id::text || person_id::text) with =,
          daterange(joined_on, left_on) with &&
        )`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await runner.query(
        `alter table ${table} drop constraint ${table}_once, add constraint ${table}_once exclude using gist (
          firm_id with =, engagement_id with =, person_id with =, daterange(joined_on, left_on) with &&
        )`,
      );
    }
  }
}
