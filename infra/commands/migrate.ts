/** `pnpm migrate`: brings a database up to date. `DATABASE_URL` names it, for the role that owns the tables. */
import { readOwnerUrl } from "../launcher/environment.ts";
import { placeOf, requireServer } from "../launcher/given-server.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";

try {
  const databaseUrl = readOwnerUrl();
  await requireServer(databaseUrl);
  const { migrate } = await import("@coachwork/schema/migrate");
  await migrate({ databaseUrl });
  console.log(`The database at ${placeOf(databaseUrl)} (DATABASE_URL) is up to date.`);
} catch (error) {
  const said = messageOf(error);
  console.error(error instanceof Refusal ? said : `DATABASE_URL: the database could not be migrated: ${said}`);
  process.exit(1);
}
