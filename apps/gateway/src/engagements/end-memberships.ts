import type { Transaction } from "@coachwork/platform";
import { Engagement, memberFromSql } from "@coachwork/schema";
import type { Side } from "./membership.js";
import { COACHES, PARTICIPANTS } from "./membership.js";

const BY_ROLE: Readonly<Record<string, Side>> = { COACH: COACHES, CLIENT: PARTICIPANTS };

/** People who lose a role. */
export interface RoleLoss {
  readonly role: string;
  readonly personIds: readonly string[];
  /** The engagement alone in which they end. Default: all. */
  readonly engagementId?: string;
  /** The coach who takes over, if any. */
  readonly handOverToId?: string | undefined;
}

/** A membership that has ended. */
export interface Ended {
  readonly id: string;
  readonly engagementId: string;
  /** The first day without the membership, `YYYY-MM-DD`. */
  readonly leftOn: string;
}

/**
 * Ends people's memberships when they lose the role for them. From today, a person without the role COACH coaches
 * nothing, and one without CLIENT takes part in nothing. The history stays, and the schedule follows.
 */
export async function endMemberships(
  transaction: Transaction,
  { role, personIds, engagementId, handOverToId }: RoleLoss,
  today: string,
): Promise<readonly Ended[]> {
  const side = BY_ROLE[role];
  if (!side || personIds.length === 0) return [];
  const rows = await transaction.query<Ended>(
    `update ${side === COACHES ? "engagement_coach" : "engagement_participant"} as m
     set left_on = greatest(m.joined_on, $3::date), updated_at = $4${side === COACHES ? ", handed_over_to_id = $6::uuid" : ""}
     where m.firm_id = $1::uuid and m.person_id = any($2::uuid[]) and ${memberFromSql("m", "$3::date")}
       and ($5::uuid is null or m.engagement_id = $5::uuid)
     returning m.id, m.engagement_id as "engagementId", to_char(m.left_on, 'YYYY-MM-DD') as "leftOn"`,
    [
      ...[transaction.scope.firmId, personIds, today, transaction.changedAt, engagementId ?? null],
      ...(side === COACHES ? [handOverToId ?? null] : []),
    ],
  );
  const engagementIds = rows.map(({ engagementId }) => engagementId);
  transaction.touch(Engagement, engagementIds);
  for (const { id, engagementId: engagement } of rows) {
    if (side === COACHES) transaction.tell({ type: "engagement.coach_left", ids: { engagement, engagementCoach: id } });
    else transaction.tell({ type: "engagement.participant_left", ids: { engagement, engagementParticipant: id } });
  }
  return rows;
}
