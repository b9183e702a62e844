import { type CommandServices, executeUnasked, type Transaction } from "@coachwork/platform";
import { enqueue, type JobPayload } from "../jobs/jobs.js";
import { membersOn, peopleOf } from "../booking/engagement-people.js";
import { isToCome, lockSeated } from "./seated-session.js";
import { vacateForOthers } from "./seats.js";

/** Has the seats freed of those who leave an engagement, in its sessions after that. */
export function vacateSoon(transaction: Transaction, { ids }: { readonly ids: { readonly engagement: string } }): void {
  const { engagement } = ids;
  enqueue(transaction, "vacateSeats", { engagement }, { key: engagement });
}

/** Frees the seats, in an engagement's sessions to come, of all who do not take part on the session's day, for those who wait. */
export async function vacateSeats(
  services: CommandServices,
  { firmId, engagement: engagementId }: JobPayload<"vacateSeats">,
): Promise<void> {
  const sessions = await executeUnasked(services, firmId, (transaction) => seatedSessions(transaction, engagementId));
  for (const { id } of sessions) {
    await executeUnasked(services, firmId, async (transaction, now) => {
      const seated = await lockSeated(transaction, id);
      if (!seated || !isToCome(seated.session, now)) return;
      const { participants } = await peopleOf(transaction, engagementId);
      await vacateForOthers({ transaction, now }, seated, membersOn(participants, seated.session.date));
    });
  }
}

/** Sessions that have seats and are booked. */
function seatedSessions(transaction: Transaction, engagementId: string): Promise<{ readonly id: string }[]> {
  return transaction.query(
    `select id from session where firm_id = $1::uuid and engagement_id = $2::uuid
       and capacity is not null and status = 'CONFIRMED' order by starts_at, id`,
    [transaction.scope.firmId, engagementId],
  );
}
