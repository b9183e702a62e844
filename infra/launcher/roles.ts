import type { Client } from "pg";
import { urlAs, withConnection } from "./database.ts";
import { messageOf, Refusal } from "./refusal.ts";

/** The three roles that Coachwork's processes enter its database as, and what each is for. */
const roleNames = {
  /** Owns the tables and runs the migrations; no process that serves requests has its password. */
  owner: "coachwork_owner",
  gateway: "coachwork_gateway",
  scheduling: "coachwork_scheduling",
} as const;

type Role = keyof typeof roleNames;

export interface RolesOptions {
  /** The database, entered as one who may create roles and extensions in it. */
  adminUrl: string;
  passwords: Record<Role, string>;
}

/** The database's URL for each role. */
export type RoleUrls = Record<Role, string>;

/**
 * Creates the roles and what only an administrator can, or brings them up to date: each may log in with the password given,
 * and none bypasses row level security. The migrations, run as the owner, grant the other two what they need. Roles belong
 * to the whole server, so two deployments on one server must share their passwords.
 */
export async function createRoles({ adminUrl, passwords }: RolesOptions): Promise<RoleUrls> {
  await withConnection(adminUrl, async (client) => {
    for (const role of Object.keys(roleNames) as Role[]) await createRole(client, roleNames[role], passwords[role]);
    await equipDatabase(client);
  }).catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `The database's roles cannot be created (${messageOf(error)}): connect as a user with CREATEROLE who owns the database.`,
    );
  });
  const urlOf = (role: Role) => urlAs(adminUrl, roleNames[role], passwords[role]);
  return { owner: urlOf("owner"), gateway: urlOf("gateway"), scheduling: urlOf("scheduling") };
}

/** What a role is not is left to the defaults and then checked: only a superuser may say NOSUPERUSER of an existing one. */
async function createRole(client: Client, name: string, password: string): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    "select rolsuper or rolbypassrls as mighty from pg_roles where rolname = $1",
    [name],
  );
  if (rows[0]?.mighty) {
    throw new Refusal(
      `The role ${name} is a superuser or bypasses row level security, so firms would see each other: run "alter role ${name} nosuperuser nobypassrls".`,
    );
  }
  const statement = rows.length === 0 ? "create role" : "alter role";
  await client.query(`${statement} ${name} login password ${client.escapeLiteral(password)}`);
}

async function equipDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const database = client.escapeIdentifier(rows[0]?.name ?? "");
  await client.query(`grant connect on database ${database} to ${Object.values(roleNames).join(", ")}`);
  await client.query(`grant create on database ${database} to ${roleNames.owner}`);
  await client.query(`grant usage, create on schema public to ${roleNames.owner}`);
  // Exclusion constraints compare a firm's uuid with = beside ranges with &&.
  await client.query("create extension if not exists btree_gist with schema public");
}
