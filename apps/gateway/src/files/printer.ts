import { Shares } from "@coachwork/platform";
import { Piscina } from "piscina";
import { CannotSend } from "./serve-files.js";

/** What is printed, by the name of the document. A slice adds its own beside the function that prints it (`declare module`). */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the slices fill it
export interface PrintedDocuments {}

/** A document, and what it says. */
export type Printing = {
  [Name in keyof PrintedDocuments]: { readonly document: Name; readonly said: PrintedDocuments[Name] };
}[keyof PrintedDocuments];

/** How each document becomes a PDF. */
export type PrintingWays = {
  readonly [Name in keyof PrintedDocuments]: (said: PrintedDocuments[Name]) => Promise<Uint8Array>;
};

export interface Printer {
  /**
   * A PDF for a firm: the document, or else the next one, which takes less time to print.
   * @throws CannotSend if all of them take too long, and Crowded if too many of the firm's wait or the wait is too long
   */
  print(firmId: string, ...attempts: readonly Printing[]): Promise<Uint8Array>;
  close(): Promise<void>;
}

declare module "../graphql/context.js" {
  interface Services {
    readonly printer: Pick<Printer, "print">;
  }
}

/** Two, so that one firm never has them all. */
const THREADS = 2;

/** Per firm: how many PDFs may wait, and for how many milliseconds. */
const LINE = { mostWaiting: 20, patienceMs: 15_000 };

/** Milliseconds for one attempt. */
const MOST_MS = 5_000;

/** The memory of a thread. */
const MOST_MEGABYTES = 256;

/**
 * Makes PDFs beside the event loop: people write the texts, and some of a few thousand letters ask for a minute of work.
 * What takes too long ends with its thread. Threads start when there is work and end when there is none. `worker` is the
 * address of the file that they run.
 */
export function startPrinter(worker: URL): Printer {
  const pool = new Piscina<Printing, Uint8Array>({
    filename: worker.href,
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const shares = new Shares({ places: THREADS, share: 1, ...LINE });
  /** Null if it takes too much. */
  const make = (printing: Printing): Promise<Uint8Array | null> => {
    const end = AbortSignal.timeout(MOST_MS);
    return pool.run(printing, { signal: end }).catch((error: unknown) => {
      if (end.aborted || isOutOfMemory(error)) return null;
      throw error;
    });
  };
  return {
    print: (firmId, ...attempts) =>
      shares.take(firmId, async () => {
        for (const attempt of attempts) {
          const pdf = await make(attempt);
          if (pdf !== null) return pdf;
        }
        const message = "The document takes too long to print. Read what it says with a query instead.";
        throw new CannotSend(503, "CANNOT_PRINT", message);
      }),
    close: () => pool.close({ force: true }),
  };
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}
