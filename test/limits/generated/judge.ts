import { isErrorCode } from "../../../apps/gateway/src/graphql/error-codes.js";
import type { Heard } from "./frames.ts";
import type { Told } from "./pace.ts";
import type { HttpAnswer } from "./requests.ts";

/** How many answers there were of each kind: a generator that is turned away, or only refused, tries little. */
export class Tally {
  readonly #counts = new Map<string, number>();

  count(answer: Told | undefined): void {
    const kind = kindOf(answer);
    this.#counts.set(kind, this.of(kind) + 1);
  }

  of(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }

  get all(): number {
    return [...this.#counts.values()].reduce((sum, each) => sum + each, 0);
  }
}

/** The code of the first error, DONE or REFUSED for a mutation, READ for what was read. */
function kindOf(answer: Told | undefined): string {
  if (answer?.errors) return String(answer.errors[0]?.extensions?.code);
  if (!answer?.data) return "OTHER";
  const payloads = Object.values(answer.data).flatMap(
    (value) => (value as { userErrors?: unknown[] } | null)?.userErrors ?? [],
  );
  return payloads.length > 0 ? "REFUSED" : "DATA";
}

const ours = new Set(["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"]);

/** What is wrong with the errors of an answer: a fault of ours, no code, or one that nobody has heard of. */
function faultOfErrors(errors: unknown): string | undefined {
  if (!Array.isArray(errors)) return `errors are ${JSON.stringify(errors)}`;
  for (const { message, extensions } of errors as { message: unknown; extensions?: { code?: unknown } }[]) {
    const code = extensions?.code;
    if (!isErrorCode(code) || ours.has(code)) return `${String(code)}: ${String(message)}`;
    if (/Did you mean/.test(String(message))) return `a suggestion: ${String(message)}`;
  }
  return undefined;
}

/** What is wrong with an answer over HTTP. */
export function faultOfAnswer({ status, body, told }: HttpAnswer): string | undefined {
  if (status >= 500) return `${status} ${body.slice(0, 500)}`;
  if (!told) return undefined;
  const { errors, data } = told;
  if (errors !== undefined) return faultOfErrors(errors);
  return status >= 400 && data === undefined ? `${status} without errors: ${body.slice(0, 300)}` : undefined;
}

/** What is wrong with what was said over a socket. */
export function faultOfConversation({ messages, closed, unanswered }: Heard): string | undefined {
  if (closed !== undefined && ![4400, 4401, 4403, 4409, 4429].includes(closed))
    return `the socket was closed with ${closed}`;
  if (unanswered.length > 0) return `no answer to ${unanswered.join(", ")}`;
  return messages
    .map(({ type, payload }) => {
      const errors = type === "error" ? payload : (payload as { errors?: unknown } | undefined)?.errors;
      return type === "error" || (type === "next" && errors !== undefined) ? faultOfErrors(errors) : undefined;
    })
    .find((fault) => fault !== undefined);
}
