import type { Client } from "pg";
import { urlAs, withConnection } from "./database.ts";
import { messageOf, Refusal } from "./refusal.ts";

/** The database roles of Coachwork's processes. */
const roleNames = {
  /** Owns the tables and runs the migrations. Processes that serve requests do not have its password. */
  owner: "coachwork_owner",
  gateway: "coachwork_gateway",
  scheduling: "coachwork_scheduling",
} as const;

type Role = keyof typeof roleNames;

export interface RolesOptions {
  /** The database URL of an administrator who may create roles and extensions. */
  adminUrl: string;
  passwords: Record<Role, string>;
}

/** The database URL for each role. */
export type RoleUrls = Record<Role, string>;

/**
 * Creates or updates the roles, and whatever else only an administrator can create. Each role logs in with the given
 * password, and none bypasses row level security. The migrations run as the owner and grant the other two what they need.
 * Roles belong to the whole server, so two deployments on one server must share their passwords.
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

/** Checks what a role must not be instead of setting it, because only a superuser may set NOSUPERUSER on an existing role. */
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
  // Exclusion constraints compare a firm's uuid with = and ranges with &&.
  await client.query("create extension if not exists btree_gist with schema public");
}
