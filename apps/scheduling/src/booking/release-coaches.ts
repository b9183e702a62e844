import type { CommandServices } from "@coachwork/platform";
import { SessionCoach } from "@coachwork/schema";
import type { JobPayload } from "../jobs/jobs.js";
import { callOffForFirm } from "./call-off.js";
import { type Membership, membersOn, peopleOf } from "./engagement-people.js";
import { eachSessionAhead } from "./sessions-ahead.js";

/**
 * Gives coaches who left an engagement the time of its sessions to come back. The other coaches of a session go on without
 * them; where there are none it is called off.
 */
export async function releaseCoaches(services: CommandServices, payload: JobPayload<"releaseCoaches">): Promise<void> {
  await eachSessionAhead(services, payload, async (recorder, locked) => {
    const { transaction } = recorder;
    const { session, coachIds } = locked;
    const { coaches } = await peopleOf(transaction, session.engagementId);
    const gone = coachIds.filter((coachId) => hasLeft(coachId, coaches, session.date));
    if (gone.length === 0) return;
    if (gone.length === coachIds.length) return callOffForFirm(recorder, locked);

    for (const coachId of gone) await transaction.delete(SessionCoach, { sessionId: session.id, coachId });
    // Whoever follows those who are gone learns of it, too.
    transaction.tell({
      type: "session.people_changed",
      ids: { session: session.id, engagement: session.engagementId, coaches: [...coachIds] },
    });
  });
}

/** Whether somebody has left by a date, and not come back. */
function hasLeft(personId: string, memberships: readonly Membership[], date: string): boolean {
  const theirs = memberships.filter((membership) => membership.personId === personId);
  return theirs.some(({ leftOn }) => leftOn !== null && leftOn <= date) && membersOn(theirs, date).length === 0;
}
