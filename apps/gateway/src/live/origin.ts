import type { IncomingMessage } from "node:http";

/**
 * Whether a page of this origin may open a socket: browsers send their cookies and let any page connect, so the server must
 * look. Programs send no Origin; our own pages send our own host.
 */
export function isTrustedOrigin({ headers }: Pick<IncomingMessage, "headers">, trusted: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (trusted.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
