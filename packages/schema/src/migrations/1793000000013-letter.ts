import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Whether a person can sign in, and letters about signing in, which belong to no firm. The token in a letter is derived
 * from the letter's row, which also says whether the token is still valid. The scheduling service creates a job for
 * each letter and learns nothing else about sign-in.
 */
export class Letter1793000000013 implements MigrationInterface {
  readonly name = "Letter1793000000013";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    await this.#activate(runner);
  }

  /**
   * Everybody who can already sign in is active. This runs firm by firm, because row level security limits even the
   * tables' owner to one firm at a time.
   */
  async #activate(runner: QueryRunner): Promise<void> {
    const firms = (await runner.query(
      `select "firmId", array_agg("personId") as people from identity.membership group by "firmId"`,
    )) as { firmId: string; people: string[] }[];
    for (const { firmId, people } of firms) {
      await runner.query(`set local app.firm_id = '${firmId}'`);
      await runner.query(`update person set status = 'ACTIVE' where firm_id = $1::uuid and id = any($2::uuid[])`, [
        firmId,
        people,
      ]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person drop column status");
    await runner.query("drop table identity.letter");
    await runner.query("revoke usage on schema identity from coachwork_scheduling");
  }
}

const statements = [
  `create table identity.letter (
    id uuid primary key,
    kind text not null check (kind in ('PASSWORD_RESET', 'PASSWORD_CHANGED', 'ADDRESS_CHANGE', 'ADDRESS_CHANGED')),
    -- Null if nobody signs in with the address. The request still counts towards the limits, but nothing is sent.
    "userId" text references identity."user" on delete cascade,
    address text not null check (length(address) between 3 and 254),
    name text not null,
    locale text not null,
    -- In ADDRESS_CHANGED: the new address.
    "newAddress" text,
    "createdAt" timestamptz not null,
    -- When its token expires.
    "expiresAt" timestamptz,
    "usedAt" timestamptz,
    -- When its job was created.
    "postedAt" timestamptz,
    constraint letter_token check (("expiresAt" is null) = (kind in ('PASSWORD_CHANGED', 'ADDRESS_CHANGED')))
  )`,
  `create index letter_address on identity.letter (address, "createdAt")`,
  `create index letter_user on identity.letter ("userId", "createdAt")`,
  `create index letter_created on identity.letter ("createdAt")`,
  `create index letter_unposted on identity.letter (id) where "postedAt" is null`,
  `grant select, insert, update, delete on identity.letter to coachwork_gateway`,
  `grant usage on schema identity to coachwork_scheduling`,
  `grant select, update ("postedAt") on identity.letter to coachwork_scheduling`,

  `alter table person add column status text not null default 'NOT_INVITED'
    check (status in ('NOT_INVITED', 'INVITED', 'ACTIVE', 'DEACTIVATED'))`,
  `create index person_status on person (firm_id, status)`,
];
