import { newId, type Transaction } from "@coachwork/platform";
import { Invitation, type Person } from "@coachwork/schema";

/** How long an invitation is open. */
export const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The maximum number of invitations from a firm to one mailbox. */
export const INVITATION_LIMITS = { perMinute: 1, perDay: 5 } as const;

/** Whether the firm has reached its limit for this mailbox. */
export async function isInvitedTooOften(transaction: Transaction, email: string, now: number): Promise<boolean> {
  const [count] = await transaction.query<{ minute: number; day: number }>(
    `select count(*) filter (where created_at > $3)::float8 as minute, count(*)::float8 as day
     from invitation where firm_id = $1::uuid and email = $2::text and created_at > $4`,
    [transaction.scope.firmId, email.toLowerCase(), new Date(now - MINUTE_MS), new Date(now - DAY_MS)],
  );
  return count!.minute >= INVITATION_LIMITS.perMinute || count!.day >= INVITATION_LIMITS.perDay;
}

/**
 * Creates an invitation for a person without an open one, and returns its id. The scheduling service sends the e-mail.
 */
export async function writeInvitation(
  transaction: Transaction,
  { id: personId, email }: Pick<Person, "id" | "email">,
  now: number,
): Promise<string> {
  const id = newId();
  await transaction.insert(Invitation, {
    id,
    personId,
    email: email.toLowerCase(),
    createdAt: new Date(now),
    expiresAt: new Date(now + INVITATION_MS),
  });
  await setStatus(transaction, [personId], "INVITED");
  transaction.tell({ type: "person.invited", ids: { person: personId, invitation: id } });
  return id;
}

/** Closes people's open invitations, so that their e-mails no longer work. Returns the ids of those who had one. */
export async function closeInvitations(
  transaction: Transaction,
  people: readonly string[],
  now: number,
): Promise<readonly { id: string; personId: string }[]> {
  if (people.length === 0) return [];
  return transaction.query<{ id: string; personId: string }>(
    `update invitation set withdrawn_at = $3
     where firm_id = $1::uuid and person_id = any($2::uuid[]) and accepted_at is null and withdrawn_at is null
     returning id, person_id as "personId"`,
    [transaction.scope.firmId, [...people], new Date(now)],
  );
}

/** Withdraws people's open invitations. Returns their number. */
export async function withdrawInvitations(
  transaction: Transaction,
  people: readonly string[],
  now: number,
): Promise<number> {
  const closed = await closeInvitations(transaction, people, now);
  const invited = closed.map(({ personId }) => personId);
  if (invited.length > 0) await setStatus(transaction, invited, "NOT_INVITED");
  for (const { id, personId } of closed) {
    transaction.tell({ type: "person.invitation_withdrawn", ids: { person: personId, invitation: id } });
  }
  return closed.length;
}

async function setStatus(
  transaction: Transaction,
  people: readonly string[],
  status: "NOT_INVITED" | "INVITED",
): Promise<void> {
  await transaction.query(
    `update person set status = $3::text, updated_at = $4, version = version + 1
     where firm_id = $1::uuid and id = any($2::uuid[])`,
    [transaction.scope.firmId, people, status, transaction.changedAt],
  );
}

/** The ids of the people who sign in to the firm, or could before they were deactivated. */
export async function peopleWithSignIn(transaction: Transaction, people: readonly string[]): Promise<Set<string>> {
  const members = await transaction.query<{ personId: string }>(
    `select "personId" from identity.membership where "firmId" = $1::uuid and "personId" = any($2::uuid[])`,
    [transaction.scope.firmId, [...people]],
  );
  return new Set(members.map(({ personId }) => personId));
}
