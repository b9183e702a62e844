import { executeWithoutActor, type FileStorage, type Transaction } from "@coachwork/platform";
import { UPLOAD_KEPT } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job } from "../jobs/job.js";

declare module "../jobs/services.js" {
  interface JobServices {
    /** Where files are. */
    readonly files: FileStorage;
  }
}

/** The most files that are deleted at a time. */
const MOST = 100;

/**
 * Deletes files that nothing uses any more, and those that were uploaded and never used. Their rows go last, so that a file is
 * known until its bytes are gone.
 */
export const deleteFiles = job({
  name: "deleteFiles",
  told: {},
  causedBy: [
    on(["resource.updated", "resource.removed", "person.erased"], deleteNow),
    on(["upload.started"], deleteWhenUnused),
  ],

  async run(services, { firmId }, signal): Promise<void> {
    for (;;) {
      const ids = await executeWithoutActor(services, firmId, release);
      for (const id of ids) {
        signal.throwIfAborted();
        await services.files.delete({ firmId, id });
      }
      await executeWithoutActor(services, firmId, (transaction) =>
        transaction.query("delete from upload where firm_id = $1::uuid and id = any($2::uuid[])", [firmId, ids]),
      );
      if (ids.length < MOST) return;
    }
  },
});

function deleteNow(transaction: Transaction): void {
  enqueue(transaction, deleteFiles, {}, { key: "" });
}

function deleteWhenUnused(
  transaction: Transaction,
  { ids, occurredAt }: Naming<"upload"> & { readonly occurredAt: Date },
): void {
  const runAt = new Date(occurredAt.getTime() + UPLOAD_KEPT);
  enqueue(transaction, deleteFiles, {}, { key: ids.upload, runAt });
}

/** Takes files that are not used out of use for good, so that nobody begins to use them while they are deleted. */
async function release(transaction: Transaction, now: number): Promise<string[]> {
  const { firmId } = transaction.scope;
  const rows = await transaction.query<{ id: string }>(
    `update upload u set status = 'RELEASED', updated_at = $2, version = version + 1
     where u.firm_id = $1::uuid and u.id in (select o.id from upload o
         where o.firm_id = $1::uuid and (o.status in ('USED', 'RELEASED')
           or o.status in ('WAITING', 'RECEIVED') and o.created_at <= $3::timestamptz)
         and not exists (select 1 from resource r where r.firm_id = $1::uuid and r.file_id = o.id)
         order by o.id limit ${MOST} for update skip locked)
     returning u.id`,
    [firmId, transaction.changedAt, new Date(now - UPLOAD_KEPT)],
  );
  return rows.map(({ id }) => id);
}
