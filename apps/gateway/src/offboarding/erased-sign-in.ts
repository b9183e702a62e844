import type { Transaction } from "@coachwork/platform";

/**
 * Ends a person's sign-in to the firm. The account goes with it, unless it is in another firm too. Nobody is told whether it is.
 *
 * @param addresses every address by which the firm knew the person, in lower case
 */
export async function eraseSignIn(
  transaction: Transaction,
  personId: string,
  addresses: readonly string[],
): Promise<void> {
  const { firmId } = transaction.scope;
  const [membership] = await transaction.query<{ userId: string }>(
    `delete from identity.membership where "firmId" = $1 and "personId" = $2 returning "userId"`,
    [firmId, personId],
  );
  await transaction.query(`delete from identity.invitation where "firmId" = $1 and "personId" = $2`, [
    firmId,
    personId,
  ]);
  if (membership) await eraseAccount(transaction, membership.userId);
  // Requests to reset a password are counted by address, also where nobody signs in with it.
  await transaction.query(
    `delete from identity.letter l where lower(l.address) = any($1::text[])
       and not exists (select from identity."user" u where u.email = lower(l.address))`,
    [addresses],
  );
}

async function eraseAccount(transaction: Transaction, userId: string): Promise<void> {
  // Two firms that erase the same person take turns, so that the second finds nobody else.
  await transaction.query(`select id from identity."user" where id = $1 for update`, [userId]);
  await transaction.query(`update identity.session set "firmId" = null where "userId" = $1 and "firmId" = $2`, [
    userId,
    transaction.scope.firmId,
  ]);
  await transaction.query(
    `delete from identity."user" u where u.id = $1
       and not exists (select from identity.membership m where m."userId" = u.id)`,
    [userId],
  );
}

/** Every address by which the firm knows the person: their own, those that invitations went to, and that of their sign-in. */
export async function addressesOf(transaction: Transaction, personId: string): Promise<string[]> {
  const { firmId } = transaction.scope;
  const rows = await transaction.query<{ address: string | null }>(
    `select p.email_lower as address from person p where p.firm_id = $1::uuid and p.id = $2::uuid
     union select lower(i.email) from invitation i where i.firm_id = $1::uuid and i.person_id = $2::uuid
     union select lower(u.email) from identity."user" u join identity.membership m on m."userId" = u.id
       where m."firmId" = $1::uuid and m."personId" = $2::uuid`,
    [firmId, personId],
  );
  return rows.flatMap(({ address }) => (address?.includes("@") ? [address] : []));
}
