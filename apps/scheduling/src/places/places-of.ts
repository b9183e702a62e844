import type { Transaction } from "@coachwork/platform";
import { placeSql, type Session } from "@coachwork/schema";

/** Where sessions take place, by session. Those without a place are left out. */
export async function placesOf(
  transaction: Transaction,
  sessions: readonly Pick<Session, "id">[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.query<{ id: string; place: string | null }>(
    `select s.id, ${placeSql("s", "$1::uuid")} as place from session s
     where s.firm_id = $1::uuid and s.id = any($2::uuid[])`,
    [transaction.scope.firmId, sessions.map(({ id }) => id)],
  );
  return new Map(rows.flatMap(({ id, place }) => (place === null ? [] : [[id, place] as const])));
}
