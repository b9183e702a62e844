import { flawOf, kinds } from "@coachwork/schema";
import type { Database } from "@coachwork/platform";
import { APIError } from "better-auth/api";
import type { IdentityDatabase, Query } from "./auth-database.js";

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** The maximum number of e-mails to one mailbox that anybody can request. */
export const MAILBOX_LIMITS = { perMinute: 1, perHour: 5 } as const;

/** The recipient of an e-mail and their language. */
export interface Addressee {
  /** Null if nobody signs in with the address. */
  readonly userId: string | null;
  readonly name: string;
  readonly locale: string;
}

/** A mailbox's address as people sign in with it, or a refusal. */
export function mailboxOf(value: string, field: string): string {
  const address = value.trim().toLowerCase();
  const fault = flawOf(kinds.email, address, field);
  if (fault) throw new APIError("BAD_REQUEST", { code: "BAD_USER_INPUT", message: fault.message });
  return address;
}

/** Whether the mailbox has reached its limit of e-mails. Concurrent requests are checked one after the other. */
export async function isAskedTooOften(query: Query, address: string, now: number): Promise<boolean> {
  await query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [address]);
  const [count] = await query<{ minute: number; hour: number }>(
    `select count(*) filter (where "createdAt" > $2)::float8 as minute, count(*)::float8 as hour
     from identity.letter where address = $1 and kind in ('PASSWORD_RESET', 'ADDRESS_CHANGE') and "createdAt" > $3`,
    [address, new Date(now - MINUTE_MS), new Date(now - HOUR_MS)],
  );
  return count!.minute >= MAILBOX_LIMITS.perMinute || count!.hour >= MAILBOX_LIMITS.perHour;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * The user with an address, with the name and language of one of their people. If there is none, it runs the same
 * statements, so that the time does not reveal it.
 */
export async function addresseeOf(
  { identity, database }: { readonly identity: IdentityDatabase; readonly database: Database },
  address: string,
): Promise<Addressee> {
  const [user] = await identity.query<{ id: string; name: string; firmId: string | null; personId: string | null }>(
    `select u.id, u.name, m."firmId", m."personId" from identity."user" u
     left join identity.membership m on m."userId" = u.id where u.email = $1 order by m."firmId" limit 1`,
    [address],
  );
  const firmId = user?.firmId ?? NOBODY;
  const [person] = await database.read(
    { firmId, personId: null },
    "select name, locale from person where firm_id = $1::uuid and id = $2::uuid",
    [firmId, user?.personId ?? NOBODY],
  );
  const { name, locale } = { name: user?.name ?? "", locale: "en", ...person };
  return { userId: user?.id ?? null, name, locale };
}
