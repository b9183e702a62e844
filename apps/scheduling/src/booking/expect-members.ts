import type { Transaction } from "@coachwork/platform";
import { Attendance } from "@coachwork/schema";

/**
 * Has those expected at a session who take part on its day, and nobody else; what was recorded of somebody stays. The session
 * is locked. Whether that was anything new.
 */
export async function expectMembers(
  transaction: Transaction,
  sessionId: string,
  personIds: readonly string[],
): Promise<boolean> {
  const rows = await transaction.find(Attendance, { sessionId });
  const gone = rows.filter(({ personId, status }) => status === "PENDING" && !personIds.includes(personId));
  const missing = personIds.filter((personId) => !rows.some((row) => row.personId === personId));
  for (const { personId } of gone) await transaction.delete(Attendance, { sessionId, personId });
  await transaction.insert(
    Attendance,
    missing.map((personId) => ({ sessionId, personId, status: "PENDING" })),
  );
  return gone.length > 0 || missing.length > 0;
}

/** Has those who take part in a new session expected. */
export async function expectParticipants(
  transaction: Transaction,
  sessionId: string,
  participantIds: readonly string[],
): Promise<void> {
  const rows = participantIds.map((personId) => ({ sessionId, personId, status: "PENDING" }));
  await transaction.insert(Attendance, rows);
}
