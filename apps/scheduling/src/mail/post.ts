import type { Message } from "./message.js";

/** Takes e-mails to their readers, or to where they are kept. */
export interface Post {
  /**
   * Resolves when the message is delivered. The same message may be handed in again. After the signal aborts, nothing
   * more is delivered.
   * @throws MailRefused if delivery is impossible, NotDelivered if it certainly failed; with any other error it is
   * unknown
   */
  deliver(message: Message, signal: AbortSignal): Promise<void>;
}

/** The mail server refuses the message for good. */
export class MailRefused extends Error {}

/** The message has certainly not been accepted, but may be later. */
export class NotDelivered extends Error {}
