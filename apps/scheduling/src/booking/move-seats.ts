import { type Moment, type SeatedSession, vacateSeatsOfLeavers } from "./seats.js";

/**
 * Moves a session's seats to its new time. Everybody keeps their seat, unless they do not take part in the engagement
 * on the new day. No offer outlasts the new start.
 */
export async function moveSeats(
  moment: Moment,
  seated: SeatedSession,
  participantIds: readonly string[],
): Promise<void> {
  const { transaction } = moment;
  await transaction.query(
    `update seat set offered_until = $3::timestamptz, updated_at = $4
     where firm_id = $1::uuid and session_id = $2::uuid and status = 'OFFERED' and offered_until > $3::timestamptz`,
    [transaction.scope.firmId, seated.session.id, seated.session.startsAt, transaction.changedAt],
  );
  await vacateSeatsOfLeavers(moment, seated, participantIds);
}
