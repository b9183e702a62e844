import type { CommandServices, Transaction } from "@coachwork/platform";
import { enqueue, type JobPayload } from "../jobs/jobs.js";
import { membersOn, peopleOf } from "../booking/engagement-people.js";
import { eachSessionAhead } from "../booking/sessions-ahead.js";
import { expectMembers } from "./expect-members.js";

/** Has those expected who join an engagement, in its sessions from that day on, and those not who leave it. */
export function followSoon(transaction: Transaction, { ids }: { readonly ids: { readonly engagement: string } }): void {
  const { engagement } = ids;
  enqueue(transaction, "followMembership", { engagement }, { key: engagement });
}

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
