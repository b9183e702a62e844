import type { Transaction } from "@coachwork/platform";
import { memberFromSql } from "@coachwork/schema";
import type { Side } from "./membership.js";
import { COACHES, PARTICIPANTS } from "./membership.js";

const BY_ROLE: Readonly<Record<string, Side>> = { COACH: COACHES, CLIENT: PARTICIPANTS };

/** People who lose a role. */
export interface RoleLoss {
  readonly role: string;
  readonly personIds: readonly string[];
  /** Who goes on in their place as coach, if somebody does. */
  readonly handOverToId?: string | undefined;
}

/** A membership that has ended. */
export interface Ended {
  readonly id: string;
  readonly engagementId: string;
  /** The first day on which it no longer holds, `YYYY-MM-DD`. */
  readonly leftOn: string;
}

/**
 * Ends what people do in engagements by a role that they lose: from today on who is no coach coaches nothing, and who is no
 * client takes part in nothing. It stays as history, and the schedule follows.
 */
export async function endMemberships(
  transaction: Transaction,
  { role, personIds, handOverToId }: RoleLoss,
  today: string,
): Promise<readonly Ended[]> {
  const side = BY_ROLE[role];
  if (!side || personIds.length === 0) return [];
  const rows = await transaction.query<Ended>(
    `update ${side === COACHES ? "engagement_coach" : "engagement_participant"} as m
     set left_on = greatest(m.joined_on, $3::date)${side === COACHES ? ", handed_over_to_id = $4::uuid" : ""}
     where m.firm_id = $1::uuid and m.person_id = any($2::uuid[]) and ${memberFromSql("m", "$3::date")}
     returning m.id, m.engagement_id as "engagementId", to_char(m.left_on, 'YYYY-MM-DD') as "leftOn"`,
    [transaction.scope.firmId, personIds, today, ...(side === COACHES ? [handOverToId ?? null] : [])],
  );
  for (const { id, engagementId: engagement } of rows) {
    if (side === COACHES) transaction.tell({ type: "engagement.coach_left", ids: { engagement, engagementCoach: id } });
    else transaction.tell({ type: "engagement.participant_left", ids: { engagement, engagementParticipant: id } });
  }
  return rows;
}
