import type { MigrationInterface, QueryRunner } from "typeorm";

const tables = ["engagement_coach", "engagement_participant"];

/**
 * Lets the constraints that nobody is in an engagement twice at a time serve that alone. By the plain columns PostgreSQL took
 * their GiST index for the lists of an engagement's people as well, at five times the cost of the b-tree that is there for it.
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
