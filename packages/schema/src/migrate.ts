import "reflect-metadata";
import { DataSource } from "typeorm";
import { migrateJobs } from "./migrate-jobs.js";
import { Foundation1793000000000 } from "./migrations/1793000000000-foundation.js";
import { Identity1793000000001 } from "./migrations/1793000000001-identity.js";
import { MembershipOnce1793000000002 } from "./migrations/1793000000002-membership-once.js";
import { Jobs1793000000003 } from "./migrations/1793000000003-jobs.js";
import { Email1793000000004 } from "./migrations/1793000000004-email.js";
import { CalendarFeed1793000000005 } from "./migrations/1793000000005-calendar-feed.js";
import { BusyCalendarAddress1793000000006 } from "./migrations/1793000000006-busy-calendar-address.js";
import { Allocation1793000000007 } from "./migrations/1793000000007-allocation.js";
import { Availability1793000000008 } from "./migrations/1793000000008-availability.js";
import { Seats1793000000010 } from "./migrations/1793000000010-seats.js";
import { Series1793000000011 } from "./migrations/1793000000011-series.js";
import { Attendance1793000000012 } from "./migrations/1793000000012-attendance.js";
import { Letter1793000000013 } from "./migrations/1793000000013-letter.js";
import { Invitation1793000000014 } from "./migrations/1793000000014-invitation.js";
import { SessionTokens1793000000015 } from "./migrations/1793000000015-session-tokens.js";
import { Guesses1793000000016 } from "./migrations/1793000000016-guesses.js";
import { OrderOfCreation1793000000019 } from "./migrations/1793000000019-order-of-creation.js";
import { Joining1793000000020 } from "./migrations/1793000000020-joining.js";
import { HandingOver1793000000022 } from "./migrations/1793000000022-handing-over.js";
import { Offboarding1793000000021 } from "./migrations/1793000000021-offboarding.js";

/** An arbitrary number of our own: whoever holds its lock migrates, others wait. */
const LOCK = 7_203_482_991;

/**
 * Brings a database up to date. Run it as the owner of the tables, before the new processes start: migrations expand first
 * and contract later, so that old processes go on. Several at once wait for each other.
 */
export async function migrate({ databaseUrl }: { readonly databaseUrl: string }): Promise<void> {
  const source = new DataSource({
    type: "postgres",
    url: databaseUrl,
    migrations: [
      Foundation1793000000000,
      Identity1793000000001,
      MembershipOnce1793000000002,
      Jobs1793000000003,
      Email1793000000004,
      CalendarFeed1793000000005,
      BusyCalendarAddress1793000000006,
      Allocation1793000000007,
      Availability1793000000008,
      Seats1793000000010,
      Series1793000000011,
      Attendance1793000000012,
      Letter1793000000013,
      Invitation1793000000014,
      SessionTokens1793000000015,
      Guesses1793000000016,
      OrderOfCreation1793000000019,
      Joining1793000000020,
      Offboarding1793000000021,
      HandingOver1793000000022,
    ],
    migrationsTableName: "migration",
    migrationsTransactionMode: "each",
    poolSize: 2,
    extra: { options: "-c lock_timeout=10s", max: 2 },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(${LOCK})`);
    await migrateJobs({ databaseUrl });
    await source.runMigrations();
  } finally {
    await lock.query(`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}
