import type { CommandServices } from "@coachwork/platform";
import type { JobPayload } from "../jobs/jobs.js";
import { membersOn, peopleOf } from "../booking/engagement-people.js";
import { eachSessionAhead } from "../booking/sessions-ahead.js";
import { expectMembers } from "./expect-members.js";

/** Has all expected, in an engagement's sessions to come, who take part on the session's day. Where there are seats, seats say so. */
export async function followMembership(
  services: CommandServices,
  payload: JobPayload<"followMembership">,
): Promise<void> {
  await eachSessionAhead(services, payload, async ({ transaction }, { session, coachIds }) => {
    if (session.capacity !== null) return;
    const { id, engagementId, date } = session;
    const { participants } = await peopleOf(transaction, engagementId);
    if (!(await expectMembers(transaction, id, membersOn(participants, date)))) return;
    transaction.tell({
      type: "session.people_changed",
      ids: { session: id, engagement: engagementId, coaches: [...coachIds] },
    });
  });
}
