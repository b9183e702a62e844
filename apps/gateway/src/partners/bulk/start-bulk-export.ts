import { type ContextOf, implement, newId } from "@coachwork/platform";
import { BulkExport, BulkLine, MOST_UNENDED_EXPORTS, StartBulkExport } from "@coachwork/schema";
import type { ExportQueries } from "./export-queries.js";
import { lockExports } from "./lock-exports.js";

type Context = ContextOf<typeof StartBulkExport>;

/** Puts an export behind the others of the firm. */
export const startBulkExportWith = (queries: ExportQueries) =>
  implement(StartBulkExport, async (context, { query, variables = null, format }) => {
    const { transaction, actor, now } = context;
    const page = queries.of(actor, { query, variables, format });
    if ("code" in page) return context.refuse(page.code, page.field, page.message);
    await transaction.insertUnlessTaken(BulkLine, { dueAt: null });
    await lockExports(transaction);
    await refuseTooMany(context);
    const id = newId();
    const { personId, actorId } = actor;
    await transaction.insert(BulkExport, {
      ...{ id, query, variables, format, status: "QUEUED", createdAt: new Date(now) },
      ...(personId === null ? { apiKeyId: actorId } : { createdById: personId }),
      ...{ rowCount: 0, byteCount: 0 },
    });
    await transaction.update(BulkLine, {}, { dueAt: new Date(now) });
    transaction.tell({ type: "bulk_export.created", ids: { bulkExport: id } });
    return { bulkExport: id };
  });

async function refuseTooMany(context: Context): Promise<void> {
  const { transaction } = context;
  const [row] = await transaction.query<{ count: number }>(
    `select count(*)::integer as count from bulk_export
     where firm_id = $1::uuid and status in ('QUEUED', 'RUNNING')`,
    [transaction.scope.firmId],
  );
  if (row!.count < MOST_UNENDED_EXPORTS) return;
  context.refuse(
    "TOO_MANY",
    null,
    `${row!.count} exports of the firm wait or run. Wait for one to end, or cancel one.`,
  );
}
