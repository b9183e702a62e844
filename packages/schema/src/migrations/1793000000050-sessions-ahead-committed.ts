import type { MigrationInterface, QueryRunner } from "typeorm";
import { inEachFirm } from "./each-firm.js";

/**
 * Accounts are committed to the sessions ahead that were booked before commitments existed. Commitments1793000000026 did
 * not see them at first, under row level security.
 */
export class SessionsAheadCommitted1793000000050 implements MigrationInterface {
  readonly name = "SessionsAheadCommitted1793000000050";

  async up(runner: QueryRunner): Promise<void> {
    await inEachFirm(runner, (firmId) => runner.query(commitSessionsAhead, [firmId]));
  }

  async down(): Promise<void> {}
}

const commitSessionsAhead = `
  insert into identity.commitment ("userId", "firmId", "sessionId", blocked)
  select m."userId", c.firm_id, c.session_id, c.blocked from session_coach c
  join person p on p.firm_id = $1::uuid and p.id = c.coach_id and p.shares_busy_time
  join identity.membership m on m."firmId" = $1::uuid and m."personId" = c.coach_id
  where c.firm_id = $1::uuid and c.blocks and upper(c.blocked) > now()
  on conflict do nothing`;
