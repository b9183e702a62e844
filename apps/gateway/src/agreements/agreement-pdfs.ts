import { Shares } from "@coachwork/platform";
import { Piscina } from "piscina";
import { CannotSend } from "../files/serve-files.js";
import type { PrintedAgreement } from "./agreement-pdf.js";
import type { PrintWork } from "./agreement-pdf.worker.js";

export interface AgreementPdfs {
  /**
   * An agreement of a firm as a PDF.
   * @throws CannotSend if its text takes too long, and Crowded if too many of the firm's wait or the wait is too long
   */
  print(firmId: string, agreement: PrintedAgreement): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Two, so that one firm never has them all. */
const THREADS = 2;

/** Per firm: how many PDFs may wait, and for how many milliseconds. */
const LINE = { mostWaiting: 20, patienceMs: 15_000 };

/** Milliseconds for a text as Markdown, and again for it as it was written. */
const MOST_MS = 5_000;

/** The memory of a thread. */
const MOST_MEGABYTES = 256;

/**
 * Makes PDFs beside the event loop: people write the texts, and some of a few thousand letters ask for a minute of work.
 * What takes too long ends with its thread. Threads start when there is work and end when there is none.
 */
export function startAgreementPdfs(): AgreementPdfs {
  const pool = new Piscina<PrintWork, Uint8Array>({
    filename: new URL("./agreement-pdf.worker.js", import.meta.url).href,
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const shares = new Shares({ places: THREADS, share: 1, ...LINE });
  /** Null if it takes too much. */
  const make = (work: PrintWork): Promise<Uint8Array | null> => {
    const end = AbortSignal.timeout(MOST_MS);
    return pool.run(work, { signal: end }).catch((error: unknown) => {
      if (end.aborted || isOutOfMemory(error)) return null;
      throw error;
    });
  };
  return {
    print: (firmId, agreement) =>
      shares.take(firmId, async () => {
        const pdf = (await make({ agreement, isPlain: false })) ?? (await make({ agreement, isPlain: true }));
        if (pdf !== null) return pdf;
        const message = "The agreement's text takes too long to print. Read it with the query agreement instead.";
        throw new CannotSend(503, "CANNOT_PRINT", message);
      }),
    close: () => pool.close({ force: true }),
  };
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}
