import { grantedSql, poolLeftSql, spentSql } from "@coachwork/schema";
import type { PoolSums } from "../engagements/pools.js";

/** What pools have left, by the ledgers of their engagements. */
export const poolSums: PoolSums = {
  async left(transaction, poolId) {
    const [row] = await transaction.query<{ left: number }>(
      `select ${poolLeftSql("p", "$1::uuid")} as left from pool p where p.firm_id = $1::uuid and p.id = $2::uuid`,
      [transaction.scope.firmId, poolId],
    );
    return row!.left;
  },
  async returned(transaction, engagementId) {
    const [row] = await transaction.query<{ returned: number }>(
      `select (${grantedSql("e", "$1::uuid")} - ${spentSql("e", "$1::uuid")})::integer as returned from engagement e
       where e.firm_id = $1::uuid and e.id = $2::uuid`,
      [transaction.scope.firmId, engagementId],
    );
    return row!.returned;
  },
};
