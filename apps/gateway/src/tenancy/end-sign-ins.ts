import type { Bus } from "@coachwork/platform";
import type { IdentityDatabase, Query } from "./auth-database.js";

/** Which of a user's sign-ins end: all, unless said otherwise. */
export interface EndedSignIns {
  readonly userId: string;
  /** The session that goes on. */
  readonly except?: string;
  /** The only session that ends. */
  readonly only?: string;
}

/**
 * Ends sign-ins. Their tokens are good for nothing and their sockets closed within a second, on every gateway. What makes them
 * end, such as another password, is done first and in the same transaction. Gives how many there were.
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
