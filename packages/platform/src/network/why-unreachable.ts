import { ForbiddenAddress } from "./network.js";

interface Cause {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: Cause;
}

/** Why a request failed on its way, for people to read. It does not reveal where it led. */
export function whyUnreachable(error: unknown): string {
  for (let cause = error as Cause | undefined; cause; cause = cause.cause) {
    if (cause instanceof ForbiddenAddress) return cause.message;
    if (cause.name === "TimeoutError") return "The server took too long to answer.";
    if (cause.code === "ENOTFOUND" || cause.code === "EAI_AGAIN") return "The server's name cannot be resolved.";
    if (isNetworkCode(cause.code)) return `The connection failed (${cause.code}).`;
  }
  return "The connection failed.";
}

/** A code from the system, undici, its parser, TLS or zlib. It is their own word and contains nothing that was sent. */
function isNetworkCode(code: unknown): code is string {
  return typeof code === "string" && /^[A-Z][A-Z_]{2,60}$/.test(code);
}
