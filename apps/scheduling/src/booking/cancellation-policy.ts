import type { Transaction } from "@coachwork/platform";
import {
  type ClientsMay,
  policyHoldsSql,
  policyOrderSql,
  type PolicyTerms,
  rfc3339,
  type Session,
  usualPolicy,
} from "@coachwork/schema";
import { minutesText } from "../core/amounts.js";
import { MINUTE } from "../core/lengths.js";

/**
 * The policy of a session: its engagement's, that of its engagement's program, the firm's, or the default. One that was removed holds for the sessions that were
 * booked before, since that is what was agreed. A series was agreed as a whole, and its letter says what cancelling each session
 * costs: its later sessions have its policy, too. `freeCancellationUntil` of the API says the same.
 */
export async function policyOf(
  transaction: Transaction,
  { id, engagementId, createdAt }: Pick<Session, "id" | "engagementId" | "createdAt">,
): Promise<PolicyTerms> {
  const rows = await transaction.query<PolicyTerms>(
    `select notice_minutes as "noticeMinutes", late_cancellation_forfeits as "lateCancellationForfeits",
       no_show_forfeits as "noShowForfeits", clients_cancel as "clientsCancel", clients_reschedule as "clientsReschedule",
       grace_minutes as "graceMinutes"
     from cancellation_policy p join engagement e on e.firm_id = $1::uuid and e.id = $2::uuid
     where p.firm_id = $1::uuid and (${policyHoldsSql("p", "e", agreedAt)}) order by ${policyOrderSql("p")} limit 1`,
    [transaction.scope.firmId, engagementId, createdAt, id],
  );
  return rows[0] ?? usualPolicy;
}

/** When a session was agreed: with its series, if it has one. */
const agreedAt = `coalesce((
  select r.created_at from session s join series r on r.firm_id = $1::uuid and r.id = s.series_id
  where s.firm_id = $1::uuid and s.id = $4::uuid), $3::timestamptz)`;

/** Whether a session's notice period has begun; `now` is in epoch milliseconds. */
function isLate(terms: PolicyTerms, session: Pick<Session, "startsAt">, now: number): boolean {
  return now > noticeBegins(terms, session).getTime();
}

/** When a session's notice period begins. */
export function noticeBegins({ noticeMinutes }: PolicyTerms, { startsAt }: Pick<Session, "startsAt">): Date {
  return new Date(startsAt.getTime() - noticeMinutes * MINUTE);
}

/** Whether a session was booked so recently that a client cancels it at no cost, whatever the notice. */
function isInGrace({ graceMinutes }: PolicyTerms, { createdAt }: Pick<Session, "createdAt">, now: number): boolean {
  return now < createdAt.getTime() + graceMinutes * MINUTE;
}

/** Until when clients can cancel a session at no cost. Null if that never costs anything. */
export function freeCancellationUntil(
  { noticeMinutes, graceMinutes, lateCancellationForfeits }: PolicyTerms,
  { startsAt, createdAt }: Pick<Session, "startsAt" | "createdAt">,
): Date | null {
  if (!lateCancellationForfeits) return null;
  const [starts, graceEnds] = [startsAt.getTime(), createdAt.getTime() + graceMinutes * MINUTE];
  return new Date(Math.min(starts, Math.max(starts - noticeMinutes * MINUTE, graceEnds)));
}

/** Why a client may no longer do it, as a message for people. Undefined if they may. */
export function objectionOfPolicy(
  terms: PolicyTerms,
  may: ClientsMay,
  session: Pick<Session, "startsAt">,
  now: number,
): string | undefined {
  if (may === "NEVER") return "Clients cannot do this themselves here; ask your coach or the firm.";
  if (may === "ALWAYS" || !isLate(terms, session, now)) return undefined;
  const until = rfc3339(noticeBegins(terms, session));
  return `Clients can do this up to ${minutesText(terms.noticeMinutes)} before the start, until ${until}; ask your coach or the firm.`;
}

type Cancellable = Pick<Session, "startsAt" | "createdAt">;

/** Why a client may not cancel a session now. Right after booking they may, unless they never may. */
export function objectionToCancelling(terms: PolicyTerms, session: Cancellable, now: number): string | undefined {
  if (terms.clientsCancel !== "NEVER" && isInGrace(terms, session, now)) return undefined;
  return objectionOfPolicy(terms, terms.clientsCancel, session, now);
}

/** Whether the client's side forfeits what the session reserved by cancelling now. */
export function isForfeiting(terms: PolicyTerms, session: Cancellable, now: number): boolean {
  return terms.lateCancellationForfeits && isLate(terms, session, now) && !isInGrace(terms, session, now);
}
