import type { Transaction } from "@coachwork/platform";
import { engagementJob } from "../jobs/engagement-job.js";
import { cancelForFirm } from "../booking/cancellation.js";
import { type Membership, expectedOn, peopleOf } from "../people/engagement-people.js";
import { eachSessionAhead } from "../booking/sessions-ahead.js";
import { expectMembers } from "../booking/expect-members.js";

/** Whether any former participant is still a client. Somebody who left an engagement may come back, or be replaced. */
async function hasClient(transaction: Transaction, participants: readonly Membership[]): Promise<boolean> {
  const rows = await transaction.query(
    `select from person_role r where r.firm_id = $1::uuid and r.role = 'CLIENT' and r.person_id = any($2::uuid[]) limit 1`,
    [transaction.scope.firmId, participants.map(({ personId }) => personId)],
  );
  return rows.length > 0;
}

/**
 * Updates who is expected in an engagement's future sessions: everybody who takes part on the session's day. If a
 * session has seats, they decide instead. A session whose only client is no longer a client is cancelled. So is one before the
 * engagement's first day if nobody is to join any more: it was for those who were to.
 */
export const followMembership = engagementJob({
  name: "followMembership",
  events: ["engagement.participant_joined", "engagement.participant_left"],

  async run(services, told): Promise<void> {
    await eachSessionAhead(services, told, async (recorder, locked) => {
      const { transaction } = recorder;
      const { session, engagement, coachIds } = locked;
      if (session.capacity !== null) return;
      const { id, engagementId, date } = session;
      const { participants } = await peopleOf(transaction, engagementId);
      const expected = expectedOn(participants, date, engagement);
      const isBefore = date < engagement.startsOn;
      const isOver = async () =>
        isBefore || (engagement.format === "INDIVIDUAL" && !(await hasClient(transaction, participants)));
      if (expected.length === 0 && (await isOver())) return cancelForFirm(recorder, locked, "CLIENT_LEFT");
      // Whoever is not to join any more never belonged to the engagement. That they excused themselves is no part of its history.
      if (!(await expectMembers(transaction, id, expected, { keepsRecords: !isBefore }))) return;
      transaction.tell({
        type: "session.people_changed",
        ids: { session: id, engagement: engagementId, coaches: [...coachIds] },
      });
    });
  },
});
