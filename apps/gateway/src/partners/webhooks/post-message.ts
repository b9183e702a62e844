import { ForbiddenAddress, type Network, whyUnreachable } from "@coachwork/platform";
import { type Dispatcher, request } from "undici";

/** Milliseconds within which an endpoint answers, the whole of it. */
const ANSWER_MS = 15_000;
/** The bytes that are kept of an answer. */
const KEPT_BYTES = 4_000;

/** What resolving a name says when there is no address. */
const NO_ADDRESS: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "ENODATA"]);
const NOWHERE = "The address does not lead to a machine on the public internet.";

/** A message on its way. */
export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an endpoint answered. An error says why it failed. */
export interface Answer {
  readonly status: number | null;
  readonly body: string | null;
  readonly error: string | null;
}

export interface Posting {
  readonly network: Network;
  /** Connects within the network. */
  readonly dispatcher: Dispatcher;
  readonly answerMs?: number;
  /** Ends what is on its way when the process stops. */
  readonly stopping?: AbortSignal;
}

/** The process stops. What was on its way is sent again by another. */
export class Stopped extends Error {}

/**
 * Posts a message and reads the beginning of the answer. Redirects are not followed: what is behind them was not chosen by the
 * firm.
 *
 * @throws Stopped
 */
export async function post(
  { url, headers, body }: Posted,
  { network, dispatcher, answerMs = ANSWER_MS, stopping }: Posting,
): Promise<Answer> {
  // The settings may have become stricter since the endpoint was made.
  if (network.objectionTo(new URL(url)) !== undefined)
    return { status: null, body: null, error: "The address is not one that messages are sent to any more." };
  const late = AbortSignal.timeout(answerMs);
  const signal = stopping ? AbortSignal.any([late, stopping]) : late;
  try {
    const response = await request(url, { dispatcher, method: "POST", headers, body, signal });
    const { statusCode: status } = response;
    return { status, body: await beginningOf(response.body), error: flawOf(status) };
  } catch (error) {
    if (stopping?.aborted) throw new Stopped();
    const text = late.aborted ? `It did not answer within ${answerMs / 1_000} seconds.` : flawOnTheWay(error);
    return { status: null, body: null, error: text };
  }
}

/** It does not tell apart names that lead nowhere and names that lead inside: nobody finds out which there are. */
function flawOnTheWay(error: unknown): string {
  return isNowhere(error) ? NOWHERE : whyUnreachable(error);
}

function isNowhere(error: unknown): boolean {
  for (let cause = error as NodeJS.ErrnoException | undefined; cause; cause = cause.cause as typeof cause)
    if (cause instanceof ForbiddenAddress || NO_ADDRESS.has(cause.code ?? "")) return true;
  return false;
}

function flawOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `It answered with the redirect ${status}. Redirects are not followed.`;
  return `It answered with status ${status}.`;
}

/** Reads on only as far as the answer is kept. The connection of a longer answer is closed. */
async function beginningOf(body: Dispatcher.ResponseData["body"]): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > KEPT_BYTES) break;
  }
  if (size === 0) return null;
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, KEPT_BYTES));
  // PostgreSQL keeps no U+0000.
  return text.replaceAll("\0", "\uFFFD");
}
