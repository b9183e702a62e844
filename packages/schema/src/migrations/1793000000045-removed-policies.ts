import type { MigrationInterface, QueryRunner } from "typeorm";

/** A cancellation policy can be removed. Its row stays, for the sessions that were booked under it. */
export class RemovedPolicies1793000000045 implements MigrationInterface {
  readonly name = "RemovedPolicies1793000000045";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table cancellation_policy add column removed_at timestamptz");
    await runner.query("drop index cancellation_policy_of");
    await runner.query(`create unique index cancellation_policy_of on cancellation_policy (firm_id, engagement_id)
      nulls not distinct where removed_at is null`);
    await runner.query(
      "create index cancellation_policy_removed on cancellation_policy (firm_id, engagement_id, removed_at)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from cancellation_policy where removed_at is not null");
    await runner.query("drop index cancellation_policy_removed, cancellation_policy_of");
    await runner.query(
      "create unique index cancellation_policy_of on cancellation_policy (firm_id, engagement_id) nulls not distinct",
    );
    await runner.query("alter table cancellation_policy drop column removed_at");
  }
}
