import type { Bus } from "@coachwork/platform";
import type { IdentityDatabase, Query } from "./auth-database.js";

/** Which of a user's sign-ins end. Defaults to all. */
export interface EndedSignIns {
  readonly userId: string;
  /** The session that continues. */
  readonly except?: string;
  /** The only session that ends. */
  readonly only?: string;
}

/**
 * Ends sign-ins. Within a second, their tokens are invalid and their sockets closed on every gateway. Do what causes
 * this, such as changing the password, first and in the same transaction. Returns their number.
 */
export async function endSignIns(
  { identity, bus }: { readonly identity: IdentityDatabase; readonly bus: Bus },
  { userId, except, only }: EndedSignIns,
  because?: (query: Query) => Promise<unknown>,
): Promise<number> {
  const ended = await identity.transaction(async (query) => {
    await because?.(query);
    return query<{ id: string }>(
      `delete from identity.session
       where "userId" = $1 and ($2::text is null or id <> $2) and ($3::text is null or id = $3) returning id`,
      [userId, except ?? null, only ?? null],
    );
  });
  bus.recheck(...ended.map(({ id }) => id));
  return ended.length;
}
