import { executeWithoutActor, lockEngagement, newId, type Transaction } from "@coachwork/platform";
import { type NotMovedBecause, Rematch, RematchOutcome, type Session, type SessionOutcome } from "@coachwork/schema";
import type { Recorder } from "../allocation/allocation.js";
import type { OfEngagement } from "../jobs/engagement-job.js";
import type { JobServices } from "../jobs/services.js";
import type { TimeCode } from "../staffing/objection.js";

/** What became of a session whose coach left: what a rematch reports. */
export interface Outcome {
  readonly outcome: SessionOutcome;
  /** Null if the successor took it over. */
  readonly notMovedBecause: NotMovedBecause | null;
}

/** What keeps a coach from a session, as a rematch reports it. */
export function obstacleOf(code: TimeCode): NotMovedBecause {
  if (code === "OUTSIDE_AVAILABILITY") return "NOT_WORKING";
  return code === "LIMIT_REACHED" ? "LIMIT_REACHED" : "NOT_FREE";
}

/** The rematches of an engagement whose sessions are still to be handled. */
export async function rematchesToDo(transaction: Transaction, engagementId: string): Promise<readonly Rematch[]> {
  const rematches = await transaction.find(Rematch, { engagementId });
  return rematches.filter(({ sessionsDoneAt }) => sessionsDoneAt === null);
}

/** Those that were decided by now: none is being decided while the engagement is locked. */
export function decidedRematches(
  services: JobServices,
  { firmId, engagement }: OfEngagement,
): Promise<readonly Rematch[]> {
  return executeWithoutActor(services, firmId, async (transaction) => {
    await lockEngagement(transaction, engagement);
    return rematchesToDo(transaction, engagement);
  });
}

/**
 * The rematch that decided what becomes of a session of a day, of coaches who left it one after the other: the last one.
 * Whoever followed in between never had the session, so that the rematch that named them has nothing to tell. None if they
 * left otherwise.
 */
export function rematchOf(rematches: readonly Rematch[], leavers: readonly string[], day: string): Rematch | undefined {
  return leavers.map((coachId) => rematchFrom(rematches, coachId, day)).findLast((rematch) => rematch !== undefined);
}

/** The rematch by which a coach left: the latest that began by then. */
function rematchFrom(rematches: readonly Rematch[], coachId: string, day: string): Rematch | undefined {
  return rematches
    .filter(({ fromCoachId, startsOn }) => fromCoachId === coachId && startsOn <= day)
    .toSorted((a, b) => (a.startsOn < b.startsOn || (a.startsOn === b.startsOn && a.id < b.id) ? -1 : 1))
    .at(-1);
}

/** Writes what became of a session, in the transaction that does it. */
export async function report(
  { transaction, now }: Recorder,
  { id: rematchId, engagementId }: Rematch,
  session: Pick<Session, "id">,
  outcome: Outcome,
): Promise<void> {
  const handled = { ...outcome, handledAt: new Date(now) };
  await transaction.insert(RematchOutcome, { id: newId(), engagementId, rematchId, sessionId: session.id, ...handled });
}

/** Says that all sessions of these rematches are handled, unless another job has said so. */
export async function markDone(
  services: JobServices,
  { firmId, engagement }: OfEngagement,
  rematches: readonly Rematch[],
): Promise<void> {
  if (rematches.length === 0) return;
  const ids = rematches.map(({ id }) => id);
  await executeWithoutActor(services, firmId, async (transaction, now) => {
    await lockEngagement(transaction, engagement);
    for (const { id } of await rematchesToDo(transaction, engagement)) {
      if (!ids.includes(id)) continue;
      await transaction.update(Rematch, { id }, { sessionsDoneAt: new Date(now) });
      transaction.tell({ type: "rematch.sessions_done", ids: { engagement, rematch: id } });
    }
  });
}
