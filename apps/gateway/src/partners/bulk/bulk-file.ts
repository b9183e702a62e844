import { Readable } from "node:stream";
import type { ByteRange, FileStorage } from "@coachwork/platform";
import type { BulkExportFormat } from "@coachwork/schema";
import type { FileFinder } from "../../files/serve-files.js";
import { mayStillHave } from "./requester.js";

/** The kind of an export's result in its address. */
export const BULK_EXPORTS = "bulk-export";

/** What results are called and what they are. */
const formats: Readonly<Record<BulkExportFormat, { readonly ending: string; readonly contentType: string }>> = {
  JSON_LINES: { ending: "jsonl", contentType: "application/jsonl; charset=utf-8" },
  CSV: { ending: "csv", contentType: "text/csv; charset=utf-8" },
};

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
    `select e.created_at as "createdAt", e.format from bulk_export e
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
  const { ending, contentType } = formats[row.format as BulkExportFormat];
  const bytes = parts.reduce((sum, { byteCount }) => sum + byteCount, 0);
  return {
    name: `export-${(row.createdAt as Date).toISOString().slice(0, 10)}.${ending}`,
    contentType,
    // A result that can be fetched never changes. What is read anew is another export.
    tag: id,
    bytes,
    content: (range = { start: 0, end: bytes - 1 }) =>
      Promise.resolve(Readable.from(contentOf(files, firmId, parts, range), { objectMode: false })),
  };
};

/** One part after the other, as fast as they are taken, from the first wanted byte of the result to the last. */
async function* contentOf(
  files: FileStorage,
  firmId: string,
  parts: readonly Part[],
  { start, end }: ByteRange,
): AsyncGenerator<Buffer> {
  let passed = 0;
  for (const { id, byteCount } of parts) {
    const wanted = { start: Math.max(start - passed, 0), end: Math.min(end - passed, byteCount - 1) };
    passed += byteCount;
    if (wanted.start > wanted.end) continue;
    const content = await files.get({ firmId, id }, wanted);
    if (!content) throw new Error("A part of a result was removed while it was sent.");
    yield* content as AsyncIterable<Buffer>;
  }
}
