import type { Transaction } from "@coachwork/platform";
import { Attendance } from "@coachwork/schema";

/**
 * Updates who is expected at a session: everybody who takes part on its day, and nobody else. Recorded attendance
 * stays, unless `keepsRecords` is false. The session must be locked. Returns whether anything changed.
 */
export async function expectMembers(
  transaction: Transaction,
  sessionId: string,
  personIds: readonly string[],
  { keepsRecords = true } = {},
): Promise<boolean> {
  const rows = await transaction.find(Attendance, { sessionId });
  const gone = rows.filter(
    ({ personId, status }) => (status === "PENDING" || !keepsRecords) && !personIds.includes(personId),
  );
  const missing = personIds.filter((personId) => !rows.some((row) => row.personId === personId));
  for (const { personId } of gone) await transaction.delete(Attendance, { sessionId, personId });
  await transaction.insert(
    Attendance,
    missing.map((personId) => ({ sessionId, personId, status: "PENDING" })),
  );
  return gone.length > 0 || missing.length > 0;
}

/** Expects the participants of a new session. */
export async function expectParticipants(
  transaction: Transaction,
  sessionId: string,
  participantIds: readonly string[],
): Promise<void> {
  const rows = participantIds.map((personId) => ({ sessionId, personId, status: "PENDING" }));
  await transaction.insert(Attendance, rows);
}
