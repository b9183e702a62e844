import type { Transaction } from "@coachwork/platform";
import { CREDENTIAL_WARNING_DAYS } from "@coachwork/schema";

/** A credential that counts and has an end. Days are `YYYY-MM-DD`. */
export interface EndingCredential {
  readonly id: string;
  readonly personId: string;
  readonly body: string;
  readonly level: string | null;
  readonly validUntil: string;
  /** The end of which its coach was warned last. */
  readonly warnedFor: string | null;
  /** When the warning is due: in the morning of the firm, so many days before the end. */
  readonly warnAt: Date;
  /** Whether its last day is over. */
  readonly isExpired: boolean;
}

/** The credential with this id, if it counts and has an end. Archived ones do not count. `at` is in epoch milliseconds. */
export async function endingCredential(
  transaction: Transaction,
  id: string,
  at: number,
  { lock = false } = {},
): Promise<EndingCredential | undefined> {
  const [credential] = await transaction.query<EndingCredential>(
    `select c.id, c.person_id as "personId", c.body, c.level, to_char(c.valid_until, 'YYYY-MM-DD') as "validUntil",
       to_char(c.warned_for, 'YYYY-MM-DD') as "warnedFor",
       ((c.valid_until - ${CREDENTIAL_WARNING_DAYS})::timestamp + interval '8 hours') at time zone f.time_zone as "warnAt",
       c.valid_until < ($3::timestamptz at time zone f.time_zone)::date as "isExpired"
     from credential c join firm f on f.firm_id = $1::uuid
     where c.firm_id = $1::uuid and c.id = $2::uuid and c.archived_at is null and c.valid_until is not null
     ${lock ? "for no key update of c" : ""}`,
    [transaction.scope.firmId, id, new Date(at)],
  );
  return credential;
}
