import { betterAuth } from "better-auth";
import type { Logger } from "@coachwork/platform";
import { type ErrorCode, errorBody } from "../graphql/error-codes.js";
import { clientError } from "../graphql/errors.js";
import type { Origins } from "../graphql/origins.js";
import { ourAnswer } from "./auth-answer.js";
import { ADDRESS_HEADER } from "./auth-endpoint.js";
import { BASE_PATH, signInOptions, type SignInOptions } from "./auth-options.js";
import { sessionTokenHash } from "./session-token.js";

/** Everything else in better-auth is closed. These endpoints have been reviewed. */
const endpoints = new Set([
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
  "POST /password/forgot",
  "POST /password/reset",
  "POST /email/change",
  "POST /email/confirm",
]);

export interface Auth {
  /**
   * Handles requests below `/auth/`. `clientAddress` is the client's address, as far as the deployment's proxies can be
   * trusted. Sign-in attempts are limited by it.
   */
  handler(request: Request, clientAddress?: string): Promise<Response>;
}

/**
 * Sign-in by e-mail and password, which returns a token for `Authorization: Bearer`. There are no cookies, so no web
 * page can act with a browser's remembered sign-in.
 */
export function createAuth(options: SignInOptions): Auth {
  const auth = betterAuth(signInOptions(options));
  return {
    async handler(request, clientAddress) {
      const { pathname } = new URL(request.url);
      const { method } = request;
      const path = pathname.slice(BASE_PATH.length);
      if (!pathname.startsWith(`${BASE_PATH}/`) || !endpoints.has(`${method} ${path}`))
        return noEndpoint(method, pathname);
      const body = method === "POST" ? (await request.text()) || "{}" : undefined;
      if (body !== undefined && !isObject(body)) {
        return refusal(400, "BAD_REQUEST", `The body of POST ${pathname} must be a JSON object.`);
      }
      const origin = request.headers.get("origin");
      if (origin !== null && !options.origins.trusted.has(origin)) return untrusted(options.origins, origin);
      const headers = new Headers(request.headers);
      headers.delete("cookie");
      headers.delete(ADDRESS_HEADER);
      hashBearer(headers);
      // A page's POST always has an Origin, which is checked. Programs have none, but Node's fetch acts like a browser
      // here.
      if (!headers.has("origin")) headers.delete("sec-fetch-mode");
      if (body !== undefined) headers.set("content-type", "application/json");
      if (clientAddress) headers.set(ADDRESS_HEADER, clientAddress);
      try {
        return await ourAnswer(await auth.handler(new Request(request.url, { method, headers, body })));
      } catch (error) {
        return outage(error, options.logger);
      }
    },
  };
}

/** better-auth looks a session up by the stored token, which is the token's hash. */
function hashBearer(headers: Headers): void {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (token === undefined) headers.delete("authorization");
  else headers.set("authorization", `Bearer ${sessionTokenHash(token)}`);
}

/** Another method may be allowed, or there is nothing here. */
function noEndpoint(method: string, pathname: string): Response {
  const path = pathname.slice(BASE_PATH.length);
  const allowed = ["GET", "POST"].filter((other) => endpoints.has(`${other} ${path}`));
  if (allowed.length === 0) return refusal(404, "NOT_FOUND", `There is no ${method} ${pathname.slice(0, 200)}.`);
  const message = `${pathname} does not take ${method}. Use ${allowed.join(" or ")}.`;
  return refusal(405, "METHOD_NOT_ALLOWED", message, { allow: allowed.join(", ") });
}

/** better-auth treats a body that is not a JSON object as its own failure. */
function isObject(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function untrusted(origins: Origins, origin: string): Response {
  return Response.json(origins.refusal(origin), { status: 403, headers: { "cache-control": "no-store" } });
}

/** A bug or an outage, as over GraphQL: masked, with a reference that is also in the log. */
function outage(error: unknown, logger: Logger): Response {
  const told = clientError({ message: "" }, error, logger);
  const status = told.extensions?.code === "BAD_USER_INPUT" ? 400 : told.extensions?.retryable ? 503 : 500;
  return Response.json({ errors: [told] }, { status, headers: { "cache-control": "no-store" } });
}

function refusal(status: number, code: ErrorCode, message: string, headers: Record<string, string> = {}): Response {
  return Response.json(errorBody(code, message), { status, headers: { "cache-control": "no-store", ...headers } });
}
