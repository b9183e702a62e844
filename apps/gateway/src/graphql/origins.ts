import type { Clock, Logger } from "@coachwork/platform";
import { errorBody } from "./error-codes.js";

export interface OriginOptions {
  /** Origins of web applications that may use the API and sign people in. */
  readonly trusted: readonly string[];
  /** The gateway's own address. Its pages are trusted. */
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** How long a refused origin is not logged again, and how many are remembered. */
const QUIET_MS = 60_000;
const REMEMBERED = 1_000;

/** Which web pages may use the API. Browsers send a page's origin (`Origin`). Programs do not, and are not asked. */
export class Origins {
  readonly trusted: ReadonlySet<string>;
  readonly #told = new Map<string, number>();

  constructor(private readonly options: OriginOptions) {
    this.trusted = new Set([...options.trusted, new URL(options.publicUrl).origin]);
  }

  /**
   * Whether a request may be answered: it comes from no page, from a trusted page, or from a page of the requested
   * host.
   */
  welcomes({ origin, host }: { origin?: string | undefined; host?: string | undefined }): boolean {
    if (origin === undefined || this.trusted.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }

  /** The response to an untrusted page. It logs the variable that would trust the page, once a minute per origin. */
  refusal(origin: string): { readonly errors: object[] } {
    const shown = origin.slice(0, 200);
    const now = this.options.clock.now();
    const before = this.#told.get(shown);
    if (before === undefined || now - before >= QUIET_MS) {
      if (this.#told.size >= REMEMBERED) this.#told.clear();
      this.#told.set(shown, now);
      this.options.logger.warn(
        { origin: shown },
        "A web page was refused because its origin is not in TRUSTED_ORIGINS.",
      );
    }
    const message = `Pages from ${JSON.stringify(shown)} may not use this API. Its operator can add the origin to TRUSTED_ORIGINS.`;
    return errorBody("ORIGIN_NOT_TRUSTED", message);
  }
}
