import type { NotMovedBecause, Rematch, Session } from "@coachwork/schema";
import type { Recorder } from "../allocation/allocation.js";
import type { Booker } from "../people/booker.js";
import { engagementJob } from "../jobs/engagement-job.js";
import { cancelForFirm } from "./cancellation.js";
import { readyCoaches } from "../staffing/coach-readiness.js";
import { expectedOn, peopleOf } from "../people/engagement-people.js";
import { lockPeople } from "./participants-time.js";
import { decidedRematches, markDone, obstacleOf, rematchesToDo, rematchOf, report } from "./rematches.js";
import { typeOf } from "./session-to-book.js";
import { eachSessionAhead } from "./sessions-ahead.js";
import { hasLeft, leaversOn, leftSince, successorOn } from "../people/successor.js";
import { removeCoach } from "../staffing/coach-time.js";
import { takeCoaches } from "../staffing/take-coaches.js";

/**
 * Frees the future sessions of coaches who left an engagement. Their successor takes their place if possible. Otherwise
 * the session continues with its other coaches. If there are none, it is cancelled.
 */
export const releaseCoaches = engagementJob({
  name: "releaseCoaches",
  events: ["engagement.coach_left"],

  async run(services, told): Promise<void> {
    const decided = await decidedRematches(services, told);
    await eachSessionAhead(services, told, async (recorder, locked) => {
      const { transaction } = recorder;
      const { session, engagement, coachIds } = locked;
      const { coaches } = await peopleOf(transaction, session.engagementId);
      const isBefore = session.date < engagement.startsOn;
      const present = expectedOn(coaches, session.date, engagement);
      const gone = coachIds.filter((coachId) =>
        isBefore ? !present.includes(coachId) : hasLeft(coachId, coaches, session.date),
      );
      if (gone.length === 0) return;
      const remaining = coachIds.filter((coachId) => !gone.includes(coachId));
      // Before the first day, the parts of coaches end that had not begun: their successors begin on that later day.
      const dayOf = (coachId: string) => (isBefore ? leftSince(coachId, coaches) : undefined) ?? session.date;
      const obstacles = new Map<string, NotMovedBecause>();
      for (const coachId of gone) {
        const successor = successorOn(coachId, coaches, dayOf(coachId));
        const obstacle = await obstacleTo(successor, { recorder, session, remaining });
        if (obstacle) obstacles.set(coachId, obstacle);
        else remaining.push(successor!);
      }
      const rematchFor = (rematches: readonly Rematch[], coachId: string) =>
        rematchOf(rematches, leaversOn(coachId, coaches, dayOf(coachId)), dayOf(coachId));
      await reportRematches(recorder, session, { gone, rematchFor, obstacles, goesOn: remaining.length > 0 });
      if (remaining.length === 0) return cancelForFirm(recorder, locked, "COACH_LEFT");

      for (const coachId of gone) await removeCoach(transaction, session.id, coachId);
      // Followers of the removed coaches learn of it too.
      transaction.tell({
        type: "session.people_changed",
        ids: {
          session: session.id,
          engagement: session.engagementId,
          coaches: [...new Set([...coachIds, ...remaining])].sort(),
        },
      });
    });
    await markDone(services, told, decided);
  },
});

interface Handing {
  readonly recorder: Recorder;
  readonly session: Session;
  /** Who coaches the session from now on, as far as that is known. */
  readonly remaining: readonly string[];
}

/** Adds the successor to a session. What keeps them from it, if anything does. */
async function obstacleTo(
  successor: string | undefined,
  { recorder, session, remaining }: Handing,
): Promise<NotMovedBecause | undefined> {
  if (successor === undefined) return "NOT_COACHING";
  if (remaining.includes(successor)) return "COACHES_IT";
  const objection = await takePlace(recorder, session, successor);
  return objection && obstacleOf(objection.code);
}

/** What was done with a session whose coaches left. */
interface Released {
  readonly gone: readonly string[];
  /** Which of some rematches decided what becomes of the session of a coach. */
  readonly rematchFor: (rematches: readonly Rematch[], coachId: string) => Rematch | undefined;
  /** What kept the successor of a coach from it, by the coach. */
  readonly obstacles: ReadonlyMap<string, NotMovedBecause>;
  readonly goesOn: boolean;
}

/** Tells those who decided on another coach what became of the session: each of them once. */
async function reportRematches(
  recorder: Recorder,
  session: Session,
  { gone, rematchFor, obstacles, goesOn }: Released,
): Promise<void> {
  const rematches = await rematchesToDo(recorder.transaction, session.engagementId);
  const ended = session.status === "HELD" ? "RELEASED" : "CANCELLED";
  for (const rematch of rematches) {
    // Two coaches of the session may have the same successor, who can take it over from one of them only.
    const coachIds = gone.filter((coachId) => rematchFor(rematches, coachId) === rematch);
    if (coachIds.length === 0) continue;
    const moved = coachIds.some((coachId) => !obstacles.has(coachId));
    const obstacle = moved ? null : obstacles.get(coachIds[0]!)!;
    await report(recorder, rematch, session, {
      outcome: obstacle === null ? "MOVED" : goesOn ? "KEPT" : ended,
      notMovedBecause: obstacle !== null && rematch.sessions === "CALL_OFF" ? "AS_ASKED" : obstacle,
    });
  }
}

const firm: Booker = {
  personId: null,
  party: "FIRM",
  override: new Set(["TOO_SHORT_NOTICE", "BEYOND_HORIZON"]),
};

/**
 * Adds a coach to a session if they work then and are free, and else says why not. Notice and horizon only apply to new
 * bookings.
 */
async function takePlace({ transaction, now }: Recorder, session: Session, coachId: string) {
  const query = (text: string, values: unknown[]) => transaction.query(text, values);
  const { firmId } = transaction.scope;
  const type = await typeOf(transaction, session);
  const ready = await readyCoaches(query, { firmId, coachIds: [coachId], time: session, now, type, booker: firm });
  if ("code" in ready) return ready;
  await lockPeople(transaction, [], [coachId]);
  const taken = await takeCoaches(transaction, session, { coaches: ready, needed: 1 });
  return "code" in taken ? taken : undefined;
}
