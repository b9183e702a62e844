import type { MigrationInterface, QueryRunner } from "typeorm";

/** What the later sessions of a series are booked with: a session type, seats, and what they are booked over. */
export class SeriesTerms1793000000038 implements MigrationInterface {
  readonly name = "SeriesTerms1793000000038";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table series
      add column session_type_id uuid,
      add column capacity integer check (capacity between 1 and 500),
      add column minimum integer check (minimum between 1 and capacity),
      add column decide_minutes integer check (decide_minutes between 1 and 43200),
      add column offer_minutes integer check (offer_minutes between 5 and 20160),
      add column overrides text[] not null default '{}',
      add column overridden_by_id uuid,
      add foreign key (firm_id, session_type_id) references session_type,
      add foreign key (firm_id, overridden_by_id) references person,
      add constraint series_offers check ((offer_minutes is null) = (capacity is null)),
      add constraint series_decision check ((decide_minutes is null) = (minimum is null)),
      add constraint series_minimum check (minimum is null or capacity is not null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table series
      drop column session_type_id, drop column minimum, drop column capacity, drop column decide_minutes,
      drop column offer_minutes, drop column overrides, drop column overridden_by_id`);
  }
}
