import type { Transaction } from "@coachwork/platform";
import { Email, Person } from "@coachwork/schema";
import { announcementsTo } from "./written-emails.js";

export interface Taking {
  /** The e-mail's. */
  readonly id: string;
  /** The right side of its Message-ID. */
  readonly domain: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** An e-mail that is about to be sent. */
interface Begun {
  readonly email: Email & { readonly messageId: string };
  readonly reader: Person;
  /** What the reader was told last before it. */
  readonly before: Email | undefined;
}

/**
 * Begins to send one of the e-mails that were written. Undefined if there is nothing to send: it was sent or refused, or is
 * out of date. If it has not left yet, it is then deleted. If it may have left, a correction is news and not sent here.
 */
export async function beginLetter(
  transaction: Transaction,
  { id, domain, now }: Taking,
  written: readonly Email[],
  isTrue: (email: Email) => Promise<boolean> | boolean,
): Promise<Begun | undefined> {
  const email = written.find((one) => one.id === id);
  if (!email || email.sentAt !== null || email.failedAt !== null) return undefined;
  if (email.expiresAt.getTime() <= now || !(await isTrue(email))) {
    if (email.begunAt === null) await transaction.delete(Email, { id });
    return undefined;
  }
  // The same at every attempt.
  const messageId = email.messageId ?? `${id.replaceAll("-", "")}@${domain}`;
  await transaction.update(Email, { id }, { begunAt: email.begunAt ?? new Date(now), messageId });
  const reader = (await transaction.findOne(Person, { id: email.personId }))!;
  const before = announcementsTo(reader.id, written).filter((other) => other.begunAt !== null && other.id < id);
  return { email: { ...email, messageId }, reader, before: before.at(-1) };
}
