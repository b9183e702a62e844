import { withConnection } from "./database.ts";
import { messageOf, Refusal } from "./refusal.ts";

const oldest = 150_000;

/** Refuses a `DATABASE_URL` if no PostgreSQL answers there, or if it is too old. */
export async function requireServer(databaseUrl: string): Promise<void> {
  const where = placeOf(databaseUrl);
  const version = await withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ server_version_num: string }>("show server_version_num");
    return Number(rows[0]?.server_version_num);
  }).catch((error: unknown) => {
    throw new Refusal(
      `DATABASE_URL: cannot use the PostgreSQL at ${where} (${messageOf(error)}): start or correct it, or unset DATABASE_URL to use the embedded one.`,
    );
  });
  if (version >= oldest) return;
  throw new Refusal(
    `DATABASE_URL: the server at ${where} is PostgreSQL ${Math.floor(version / 10_000)}: use PostgreSQL 15 or later, or unset DATABASE_URL to use the embedded one.`,
  );
}

/** The parts of a URL that may be shown: host, port and database. The rest contains the password. */
export function placeOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  // A URL without a host is for a Unix socket. It cannot contain a role's name and password.
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.host && url.pathname.length > 1) {
    return `${url.host}${url.pathname}`;
  }
  throw new Refusal("DATABASE_URL must look like postgres://user:password@host:5432/database.");
}
