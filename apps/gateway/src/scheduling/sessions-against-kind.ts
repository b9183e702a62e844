import {
  type Contradictions,
  formatField,
  isOtherAllocation,
  isOtherFormat,
  isOtherKind,
} from "../engagements/change-kind.js";

interface Schedule {
  /** Sessions that began. They count as coaching hours, alone or in a group, by what the engagement is. */
  readonly begun: number;
  /** Sessions ahead and series with seats. */
  readonly seated: number;
  /** Entries of the allocation's ledger. */
  readonly entries: number;
}

/** Sessions that took place stay what they were. Only groups have seats, and a ledger counts in one unit. */
export const sessionsAgainstKind: Contradictions = async ({ transaction, now }, change) => {
  const { before, after } = change;
  const [found] = await transaction.query<Schedule>(
    `select (select count(*) from session s where s.firm_id = $1::uuid and s.engagement_id = $2::uuid
         and s.kind <> 'CHEMISTRY' and (s.status in ('IN_PROGRESS', 'COMPLETED', 'NO_SHOW')
           or s.status = 'CONFIRMED' and s.starts_at <= $3::timestamptz))::integer as begun,
       ((select count(*) from session s where s.firm_id = $1::uuid and s.engagement_id = $2::uuid
           and s.capacity is not null and s.status in ('HELD', 'CONFIRMED'))
         + (select count(*) from series r where r.firm_id = $1::uuid and r.engagement_id = $2::uuid
           and r.capacity is not null and r.ended_at is null))::integer as seated,
       (select count(*) from allocation_entry l
         where l.firm_id = $1::uuid and l.engagement_id = $2::uuid)::integer as entries`,
    [transaction.scope.firmId, after.id, new Date(now)],
  );
  const { begun, seated, entries } = found!;
  const reasons = [];
  if (begun > 0 && (isOtherKind(change) || isOtherFormat(change))) {
    const field = isOtherKind(change) ? "kind" : formatField(change);
    const message = `${begun === 1 ? "A session" : `${begun} sessions`} took place, and counts as what the engagement was then. Complete it, and create another engagement.`;
    reasons.push({ code: "TOOK_PLACE" as const, field, message });
  }
  if (seated > 0 && after.format !== "GROUP") {
    const message = `Sessions or series ahead have seats, and only the format GROUP has. Cancel them first.`;
    reasons.push({ code: "HAS_SEATS" as const, field: formatField(change), message });
  }
  if (!isOtherAllocation(change)) return reasons;
  const why =
    before.status !== "DRAFT"
      ? `The engagement is ${before.status}. Its allocation is set while it is a DRAFT.`
      : before.poolId !== null
        ? "The allocation is taken from a pool."
        : entries > 0
          ? "The allocation has been adjusted or used."
          : null;
  if (why === null) return reasons;
  const remedy =
    before.allocationUnit === null ? "Create another engagement." : "Add or take away with adjustAllocation.";
  return [...reasons, { code: "ALLOCATION_FIXED" as const, field: "allocationAmount", message: `${why} ${remedy}` }];
};
