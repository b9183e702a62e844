import type { Session } from "@coachwork/schema";
import type { Recorder } from "../allocation/allocation.js";
import type { Booker } from "../people/booker.js";
import { engagementJob } from "../jobs/engagement-job.js";
import { cancelForFirm } from "./cancellation.js";
import { readyCoaches } from "../staffing/coach-readiness.js";
import { peopleOf } from "../people/engagement-people.js";
import { lockPeople } from "./participants-time.js";
import { typeOf } from "./session-to-book.js";
import { eachSessionAhead } from "./sessions-ahead.js";
import { hasLeft, successorOn } from "../people/successor.js";
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
    await eachSessionAhead(services, told, async (recorder, locked) => {
      const { transaction } = recorder;
      const { session, coachIds } = locked;
      const { coaches } = await peopleOf(transaction, session.engagementId);
      const gone = coachIds.filter((coachId) => hasLeft(coachId, coaches, session.date));
      if (gone.length === 0) return;
      const remaining = coachIds.filter((coachId) => !gone.includes(coachId));
      for (const coachId of gone) {
        const successor = successorOn(coachId, coaches, session.date);
        if (successor === undefined || remaining.includes(successor)) continue;
        if (await takesPlace(recorder, session, successor)) remaining.push(successor);
      }
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
  },
});

const firm: Booker = {
  personId: null,
  party: "FIRM",
  override: new Set(["TOO_SHORT_NOTICE", "BEYOND_HORIZON"]),
};

/** Adds a coach to a session if they work then and are free. Notice and horizon only apply to new bookings. */
async function takesPlace({ transaction, now }: Recorder, session: Session, coachId: string): Promise<boolean> {
  const query = (text: string, values: unknown[]) => transaction.query(text, values);
  const { firmId } = transaction.scope;
  const type = await typeOf(transaction, session);
  const ready = await readyCoaches(query, { firmId, coachIds: [coachId], time: session, now, type, booker: firm });
  if ("code" in ready) return false;
  await lockPeople(transaction, [], [coachId]);
  return !("code" in (await takeCoaches(transaction, session, { coaches: ready, needed: 1 })));
}
