import { betterAuth } from "better-auth";
import type { Logger } from "@coachwork/platform";
import { ADDRESS_HEADER, BASE_PATH, signInOptions, type SignInOptions } from "./auth-options.js";
import { sessionTokenHash } from "./session-token.js";

/** Everything else that better-auth could do is shut: what is here was looked at. */
const doors = new Set([
  "POST /sign-in/email",
  "POST /sign-out",
  "GET /get-session",
  "POST /change-password",
  "GET /sign-ins",
  "POST /sign-ins/end",
  "POST /sign-out-everywhere",
  "GET /firms",
  "POST /firms/choose",
  "POST /invitation/accept",
]);

export interface Auth {
  /**
   * Answers what is under `/auth/`. `clientAddress` is the address of whoever is at the other end, as far as the deployment's
   * proxies can be trusted; attempts to sign in are limited by it.
   */
  handler(request: Request, clientAddress?: string): Promise<Response>;
}

/**
 * Signing in: e-mail and password, answered with a token for `Authorization: Bearer`. There are no cookies, neither taken nor
 * given, so that no web page can act with a sign-in that a browser remembers.
 */
export function createAuth(options: SignInOptions): Auth {
  const auth = betterAuth(signInOptions(options));
  return {
    async handler(request, clientAddress) {
      const { pathname } = new URL(request.url);
      const path = pathname.slice(BASE_PATH.length);
      if (!pathname.startsWith(`${BASE_PATH}/`) || !doors.has(`${request.method} ${path}`)) {
        return refusal(404, "NOT_FOUND", `There is no ${request.method} ${pathname}.`);
      }
      const body = request.method === "POST" ? (await request.text()) || "{}" : undefined;
      if (body !== undefined && !isObject(body)) {
        return refusal(400, "INVALID_BODY", `The body of POST ${pathname} must be a JSON object.`);
      }
      const headers = new Headers(request.headers);
      headers.delete("cookie");
      headers.delete(ADDRESS_HEADER);
      hashBearer(headers);
      // A page's POST always has an Origin, which is checked. Programs have none, though Node's fetch acts the browser here.
      if (!headers.has("origin")) headers.delete("sec-fetch-mode");
      if (body === "{}") headers.set("content-type", "application/json");
      if (clientAddress) headers.set(ADDRESS_HEADER, clientAddress);
      try {
        return withoutCookies(await auth.handler(new Request(request.url, { method: request.method, headers, body })));
      } catch (error) {
        return outage(error, path, options.logger);
      }
    },
  };
}

/** better-auth looks for a session by what is kept as its token: the token's hash. */
function hashBearer(headers: Headers): void {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (token === undefined) headers.delete("authorization");
  else headers.set("authorization", `Bearer ${sessionTokenHash(token)}`);
}

/** better-auth fails on a body that is no JSON object as if the fault were its own. */
function isObject(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The session's token is in the body; a second, signed form of it would only confuse. */
function withoutCookies(response: Response): Response {
  const retryAfter = response.headers.get("x-retry-after");
  if (response.status === 429 && retryAfter) {
    const message = `Too many attempts from your address: try again in ${retryAfter} seconds.`;
    return refusal(429, "THROTTLED", message, { "retry-after": retryAfter });
  }
  const headers = new Headers(response.headers);
  for (const name of ["set-cookie", "set-auth-token", "access-control-expose-headers"]) headers.delete(name);
  headers.set("cache-control", "no-store");
  return new Response(response.body, { status: response.status, headers });
}

function outage(error: unknown, path: string, logger: Logger): Response {
  logger.error({ part: "sign-in", path, err: error }, "sign-in failed");
  return refusal(500, "INTERNAL_SERVER_ERROR", "Signing in does not work at the moment; try again in a while.");
}

function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ code, message }, { status, headers: { "cache-control": "no-store", ...headers } });
}
