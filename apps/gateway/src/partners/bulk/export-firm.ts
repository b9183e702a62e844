import { setTimeout as pause } from "node:timers/promises";
import { executeWithoutActor, type FileStorage } from "@coachwork/platform";
import { bulkLimits } from "./bulk-settings.js";
import {
  droppedParts,
  forgetParts,
  holdExports,
  keepExports,
  keepPart,
  nextReading,
  type Reading,
  releaseExports,
  whoseReading,
  type Written,
} from "./export-steps.js";
import { type Asking, type Failure, type PageReading, readPage, SPENT } from "./read-page.js";
import { requesterOf } from "./requester.js";

/** What it takes to read exports. */
export interface ExportServices extends PageReading {
  readonly files: FileStorage;
  /** By which exports know this process. */
  readonly worker: string;
  /** Milliseconds for which results are kept. */
  readonly keptMs: number;
  /** Bytes and milliseconds after which lines are stored. */
  readonly part: { readonly bytes: number; readonly ms: number };
}

/** Files that are written for a requester before it is others' turn. */
const PARTS = 3;

/** Milliseconds after which the exports are kept for this gateway, while a page takes long. */
const KEEP_MS = 10_000;

/**
 * Reads the exports of a firm, one after the other. Each requester has a turn, which ends after some files, or when there was nothing
 * left to spend for a while. Then the exports are given back, so that other firms have a turn. What was read becomes a file, and counts as read
 * in one transaction. A gateway that dies in between leaves a file that no result has. Another deletes it, and reads those pages
 * again.
 */
export class FirmExports {
  /** Files that were written in this turn, by requester. Infinity for those who had too little to spend. */
  readonly #written = new Map<string, number>();

  constructor(
    private readonly services: ExportServices,
    readonly firmId: string,
  ) {}

  /** Resolves when all had their turn, nothing is left to do, or another gateway has the exports, or the process stops. */
  async run(): Promise<void> {
    const keeping = setInterval(() => void this.#keep(), KEEP_MS);
    try {
      for (let reading = await this.#next(); reading; reading = await this.#next()) await this.#read(reading);
    } finally {
      clearInterval(keeping);
    }
  }

  async #keep(): Promise<void> {
    const { services, worker } = this.services;
    await executeWithoutActor(services, this.firmId, (transaction) => keepExports(transaction, worker)).catch(
      ({ message: failure }: Error) => services.logger.warn({ failure }, "Exports could not be kept for this gateway."),
    );
  }

  /** The next export, once files are deleted that nobody needs. */
  async #next(): Promise<Reading | undefined> {
    const { services, files, worker, isStopping } = this.services;
    const { firmId } = this;
    for (let deleted: string[] = []; ;) {
      const step = await executeWithoutActor(services, firmId, async (transaction, now) => {
        if (!(await holdExports(transaction, worker))) return undefined;
        if (deleted.length > 0) await forgetParts(transaction, deleted);
        const dropped = await droppedParts(transaction, now);
        if (dropped.length > 0 && !isStopping()) return dropped;
        const next = isStopping() ? undefined : await nextReading(transaction, now, this.#passedOver());
        if (!next) await releaseExports(transaction, now + this.#pauseMs());
        return next;
      });
      if (!Array.isArray(step)) return step;
      for (const id of step) await files.delete({ firmId, id });
      deleted = step;
    }
  }

  /** The requesters who had their turn. */
  #passedOver(): string[] {
    return [...this.#written].filter(([, written]) => written >= PARTS).map(([requester]) => requester);
  }

  /** Where all have too little to spend, it is worth a look only after a while. */
  #pauseMs(): number {
    const counts = [...this.#written.values()];
    return counts.length > 0 && counts.every((written) => written === Infinity) ? this.services.patienceMs : 0;
  }

  /** Reads pages until they are worth a file, and stores it. */
  async #read(reading: Reading): Promise<void> {
    const { services, files, keptMs, part } = this.services;
    const { firmId } = this;
    const texts: string[] = [];
    let rows = 0;
    let bytes = 0;
    const written = (more: Pick<Written, "cursor" | "failure">): Written => ({ rows, bytes, ...more });
    const until = performance.now() + part.ms;
    let after = reading.cursor;
    let end: Written | undefined;
    const requester = (reading.createdById ?? reading.apiKeyId)!;
    this.#written.set(requester, (this.#written.get(requester) ?? 0) + 1);
    while (!end) {
      const began = performance.now();
      const page = await readPage(this.services, () => this.#asking(reading), after);
      if (!page) return;
      if (page === SPENT) {
        this.#written.set(requester, Infinity);
        if (after === reading.cursor) return;
        end = written({ cursor: after });
      } else if ("code" in page) end = written({ cursor: null, failure: page });
      else {
        if (reading.byteCount === 0 && texts.length === 0 && page.header !== "") add(page.header);
        const failure = take(page.lines);
        after = page.cursor;
        const isEnough = bytes >= part.bytes || performance.now() >= until;
        if (failure || after === null || isEnough) end = written({ cursor: failure ? null : after, failure });
        // Others of the firm come in between.
        else await pause(performance.now() - began);
      }
    }
    const key = { firmId, id: reading.partId };
    if (bytes > 0) await files.put(key, Buffer.from(texts.join("")));
    const kept = await executeWithoutActor(services, firmId, (transaction, now) =>
      keepPart(transaction, reading, end, now, keptMs),
    );
    if (kept === undefined) await files.delete(key);

    /** Adds lines, as many as the result may have. */
    function take(more: readonly string[]): Failure | undefined {
      for (const line of more) {
        const size = Buffer.byteLength(line);
        if (reading.rowCount + rows >= bulkLimits.rows || reading.byteCount + bytes + size > bulkLimits.bytes)
          return {
            code: "TOO_LARGE",
            message: `A result has at most ${bulkLimits.rows} objects and ${bulkLimits.bytes} bytes. Filter the list, and export it in parts.`,
          };
        add(line);
        rows += 1;
      }
      return undefined;
    }

    function add(text: string): void {
      texts.push(text);
      bytes += Buffer.byteLength(text);
    }
  }

  /** Who asks by now, with the rights of this moment. Undefined if the export is not wanted any more. */
  async #asking(reading: Reading): Promise<Asking | Failure | undefined> {
    const { services, queries } = this.services;
    const { firmId } = this;
    const whose = await whoseReading(services.database, firmId, reading);
    if (!whose) return undefined;
    const viewer = await requesterOf(services.database, firmId, whose, services.clock.now());
    if (!viewer) return lost;
    const query = queries.of(viewer, reading);
    if (!("code" in query)) return { viewer, query };
    const { code, message } = query;
    const isLost = code === "FORBIDDEN" || code === "INSUFFICIENT_SCOPE";
    return { code: isLost ? "RIGHTS_LOST" : "QUERY_FAILED", message };
  }
}

const lost: Failure = {
  code: "RIGHTS_LOST",
  message: "Whoever asked for the export may not export any more. Somebody else can start it again.",
};
