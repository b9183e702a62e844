import { Readable } from "node:stream";
import type { FileStorage } from "@coachwork/platform";
import type { FileFinder } from "../../files/serve-files.js";
import { mayStillHave } from "./requester.js";

/** The kind of an export's result in its address. */
export const BULK_EXPORTS = "bulk-export";

interface Part {
  readonly id: string;
  readonly byteCount: number;
}

/** The result of an export: the lines of all its parts. It is gone for those who may not export any more. */
export const bulkFile: FileFinder = async ({ database, files, clock }, { firmId, id }) => {
  const scope = { firmId, personId: null };
  const now = new Date(clock.now());
  const [row] = await database.read(
    scope,
    `select e.created_at as "createdAt" from bulk_export e
     where e.firm_id = $1::uuid and e.expires_at > $2::timestamptz and e.id = $3::uuid and ${mayStillHave}`,
    [firmId, now, id],
  );
  if (!row) return null;
  const parts = (await database.read(
    scope,
    `select id, byte_count as "byteCount" from bulk_part
     where firm_id = $1::uuid and export_id = $2::uuid and state = 'KEPT' and byte_count > 0 order by number`,
    [firmId, id],
  )) as unknown as Part[];
  return {
    name: `export-${(row.createdAt as Date).toISOString().slice(0, 10)}.jsonl`,
    contentType: "application/jsonl; charset=utf-8",
    content: Readable.from(contentOf(files, firmId, parts), { objectMode: false }),
    bytes: parts.reduce((sum, { byteCount }) => sum + byteCount, 0),
  };
};

/** One part after the other, as fast as they are taken. */
async function* contentOf(files: FileStorage, firmId: string, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const { id } of parts) {
    const content = await files.get({ firmId, id });
    if (!content) throw new Error("A part of a result was removed while it was sent.");
    yield* content as AsyncIterable<Buffer>;
  }
}
