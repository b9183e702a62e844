import type { MailboxTokens } from "@coachwork/platform";
import type { JobServices } from "../jobs/services.js";
import type { PlainLetterKind } from "./catalogs/plain-letters.js";
import { type PlainLetter, plainMessageOf } from "./plain-letter.js";
import { MailRefused } from "./post.js";

declare module "../jobs/services.js" {
  interface JobServices {
    /** The public address of the gateway, without a path. */
    readonly publicUrl: string;
    readonly mailboxTokens: MailboxTokens;
  }
}

/**
 * Sends a letter in a job. Returns the mail server's reason if it will never accept the letter, which is also logged;
 * null if it was sent. Throws if a retry may help.
 */
export async function sendPlainLetter<Kind extends PlainLetterKind>(
  { post, sender, logger }: JobServices,
  letter: PlainLetter<Kind>,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    await post.deliver(await plainMessageOf(letter, sender), signal);
    return null;
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    const reason = error.message || "No reason given.";
    logger.warn({ letter: letter.kind, id: letter.id, reason }, "The mail server refused a letter.");
    return reason;
  }
}

/** The address of the page for the letter's step. The token is in its fragment, which browsers send to nobody. */
export function linkTo({ publicUrl }: Pick<JobServices, "publicUrl">, step: string, token: string): string {
  return new URL(`/account#${step}=${token}`, publicUrl).href;
}
