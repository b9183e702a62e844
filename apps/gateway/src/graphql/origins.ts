import type { Clock, Logger } from "@coachwork/platform";
import { errorBody } from "./error-codes.js";

export interface OriginOptions {
  /** Origins of web applications that may use the API and sign people in. */
  readonly trusted: readonly string[];
  /** Where people reach the gateway: its own pages are trusted. */
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** How long a refused origin is not told again in the log, and of how many that is remembered. */
const QUIET_MS = 60_000;
const REMEMBERED = 1_000;

/**
 * Which web pages may use the API. Browsers say where a page is from (`Origin`); programs do not, and nobody asks them.
 */
export class Origins {
  readonly trusted: ReadonlySet<string>;
  readonly #told = new Map<string, number>();

  constructor(private readonly options: OriginOptions) {
    this.trusted = new Set([...options.trusted, new URL(options.publicUrl).origin]);
  }

  /** Whether a request may be answered: from no page, a trusted one or one of the host that was asked. */
  welcomes({ origin, host }: { origin?: string | undefined; host?: string | undefined }): boolean {
    if (origin === undefined || this.trusted.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }

  /** The answer to a page that is not trusted. Tells the log which variable would trust it, once a minute for each. */
  refusal(origin: string): { readonly errors: object[] } {
    const shown = origin.slice(0, 200);
    const now = this.options.clock.now();
    const before = this.#told.get(shown);
    if (before === undefined || now - before >= QUIET_MS) {
      if (this.#told.size >= REMEMBERED) this.#told.clear();
      this.#told.set(shown, now);
      this.options.logger.warn({ origin: shown }, "A web page was refused: its origin is not in TRUSTED_ORIGINS.");
    }
    const message = `Pages of ${JSON.stringify(shown)} may not use this API. Its operator can add the origin to TRUSTED_ORIGINS.`;
    return errorBody("ORIGIN_NOT_TRUSTED", message);
  }
}
