import type { Message } from "./message.js";

/** Takes e-mails to their readers, or to where they are kept for them. */
export interface Post {
  /**
   * Resolves when the message is delivered. The same message may be handed in again. When the signal aborts, nothing of it
   * is delivered any more.
   * @throws MailRefused if it never can be, NotDelivered if it was certainly not; whatever else: it may have been or not.
   */
  deliver(message: Message, signal: AbortSignal): Promise<void>;
}

/** The mail server will not take the message, now or later. */
export class MailRefused extends Error {}

/** The message has certainly not been taken, and may be another time. */
export class NotDelivered extends Error {}
