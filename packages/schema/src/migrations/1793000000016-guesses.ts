import type { MigrationInterface, QueryRunner } from "typeorm";

/** Failed password attempts, by keyed hashes of account, network and both. Like sign-in, they are global. */
export class Guesses1793000000016 implements MigrationInterface {
  readonly name = "Guesses1793000000016";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table identity.guess (
        key text primary key,
        failures double precision not null,
        "changedAt" timestamptz not null,
        "retryAt" timestamptz,
        "forgetAt" timestamptz not null
      )`,
    );
    await runner.query(`create index guess_to_forget on identity.guess ("forgetAt")`);
    await runner.query(`grant select, insert, update, delete on identity.guess to coachwork_gateway`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table identity.guess`);
  }
}
