import type { Transaction } from "@coachwork/platform";
import type { KeptKind, KeptRecords } from "@coachwork/schema";

interface Kept {
  readonly reason: string;
  /** The number of rows that name the person `$2` of the firm `$1`. */
  readonly count: string;
}

const rows = (table: string, column: string) =>
  `(select count(*) from ${table} r where r.firm_id = $1::uuid and r.${column} = $2::uuid)`;

const kinds: Readonly<Record<KeptKind, Kept>> = {
  ENGAGEMENTS: {
    reason: "They are the firm's record of what it agreed and delivered.",
    count: `${rows("engagement_coach", "person_id")} + ${rows("engagement_participant", "person_id")}`,
  },
  SESSIONS: {
    reason: "The firm bills them, and other people took part in them.",
    count: rows("session_coach", "coach_id"),
  },
  ATTENDANCE: {
    reason: "Bills and coaches' hours are counted from it.",
    count: rows("attendance", "person_id"),
  },
  LEDGER_ENTRIES: {
    reason: "A ledger is only ever added to, so that its sum stays what was billed.",
    count: rows("allocation_entry", "recorded_by_id"),
  },
  NOTES: {
    reason: "They belong to the engagements of other people, who may still read them.",
    count: `(select count(*) from note r where r.firm_id = $1::uuid and r.author_id = $2::uuid and r.visibility <> 'PRIVATE'
      and not exists (select 1 from engagement_participant p where p.firm_id = $1::uuid and p.engagement_id = r.engagement_id
        and p.person_id = $2::uuid))`,
  },
  SIGNATURES: {
    reason:
      "They prove what was agreed. The text that was signed and the typed name cannot change without breaking the proof.",
    count: `(select count(*) from agreement_party r where r.firm_id = $1::uuid and r.person_id = $2::uuid and r.signed_at is not null)`,
  },
  DECISIONS: {
    reason: "They say how an engagement came to be as it is.",
    count: `${rows("engagement_status_change", "changed_by_id")} + ${rows("join_request", "decided_by_id")}`,
  },
  EVENTS: {
    reason: "The log has no gaps. Its events hold ids and no names.",
    count: rows("event", "actor_id"),
  },
};

/** What the firm keeps of an erased person, and why. */
export async function keptOf(transaction: Transaction, personId: string): Promise<KeptRecords[]> {
  const counts = Object.entries(kinds).map(([kind, { count }]) => `(${count})::float8 as "${kind}"`);
  const [row] = await transaction.query<Record<KeptKind, number>>(`select ${counts.join(", ")}`, [
    transaction.scope.firmId,
    personId,
  ]);
  return (Object.keys(kinds) as KeptKind[])
    .map((kind) => ({ kind, count: row![kind], reason: kinds[kind].reason }))
    .filter(({ count }) => count > 0);
}
