import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Who can sign in. These tables are global and have their own schema. better-auth owns `user`, `session`, `account`,
 * `verification` and `rateLimit` and spells their names its own way. No foreign keys connect them to tenant tables.
 */
export class Identity1793000000001 implements MigrationInterface {
  readonly name = "Identity1793000000001";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of identity) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error("Identities cannot be dropped by a migration: drop the database instead.");
  }
}

const identity = [
  `create schema identity`,
  `grant usage on schema identity to coachwork_gateway`,
  `create table identity."user" (
    id text primary key,
    name text not null,
    email text not null unique,
    "emailVerified" boolean not null,
    image text,
    "createdAt" timestamptz not null,
    "updatedAt" timestamptz not null
  )`,
  `create table identity.session (
    id text primary key,
    "userId" text not null references identity."user" on delete cascade,
    token text not null unique,
    "expiresAt" timestamptz not null,
    "ipAddress" text,
    "userAgent" text,
    "firmId" uuid,
    "createdAt" timestamptz not null,
    "updatedAt" timestamptz not null
  )`,
  `create index session_of_user on identity.session ("userId")`,
  `create table identity.account (
    id text primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" text not null references identity."user" on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    scope text,
    password text,
    "createdAt" timestamptz not null,
    "updatedAt" timestamptz not null,
    unique ("providerId", "accountId")
  )`,
  `create index account_of_user on identity.account ("userId")`,
  `create table identity.verification (
    id text primary key,
    identifier text not null,
    value text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null,
    "updatedAt" timestamptz not null
  )`,
  `create index verification_identifier on identity.verification (identifier)`,
  `create table identity."rateLimit" (
    id text primary key,
    key text not null unique,
    count integer not null,
    "lastRequest" bigint not null
  )`,
  // Maps a signed-in user to a person of a firm.
  `create table identity.membership (
    "userId" text not null references identity."user" on delete cascade,
    "firmId" uuid not null,
    "personId" uuid not null,
    primary key ("userId", "firmId"),
    unique ("firmId", "personId")
  )`,
  // An invitation to sign in as a person of a firm. Only its hash is stored.
  `create table identity.invitation (
    "tokenHash" text primary key,
    "firmId" uuid not null,
    "personId" uuid not null,
    email text not null,
    name text not null,
    "expiresAt" timestamptz not null,
    "acceptedAt" timestamptz
  )`,
  `create index invitation_of_person on identity.invitation ("firmId", "personId")`,
  `grant select, insert, update, delete on all tables in schema identity to coachwork_gateway`,
];
