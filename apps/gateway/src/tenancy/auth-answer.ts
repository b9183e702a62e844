import { type ErrorCode, errorBody, isErrorCode } from "../graphql/error-codes.js";

/** Turns better-auth's response into ours: without cookies, and with the usual error format. */
export async function ourAnswer(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  for (const name of ["set-cookie", "set-auth-token", "access-control-expose-headers"]) headers.delete(name);
  headers.set("cache-control", "no-store");
  if (response.status < 400) return new Response(response.body, { status: response.status, headers });

  const retryAfter = headers.get("retry-after") ?? headers.get("x-retry-after");
  for (const name of ["x-retry-after", "content-length", "content-encoding"]) headers.delete(name);
  if (retryAfter !== null) headers.set("retry-after", retryAfter);
  const given = await bodyOf(response);
  return Response.json(errorsOf(given, response.status, retryAfter), { status: response.status, headers });
}

interface Given {
  readonly code?: unknown;
  readonly message?: unknown;
}

async function bodyOf(response: Response): Promise<Given> {
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === "object" && body !== null ? body : {};
}

/** Codes of better-auth that correspond to ours. */
const translated: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL: "BAD_USER_INPUT",
  VALIDATION_ERROR: "BAD_USER_INPUT",
  INVALID_ORIGIN: "ORIGIN_NOT_TRUSTED",
  MISSING_OR_NULL_ORIGIN: "ORIGIN_NOT_TRUSTED",
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: "ORIGIN_NOT_TRUSTED",
};

/** Our code for an unknown error of better-auth, by status. */
const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "THROTTLED",
};

function errorsOf({ code, message, ...more }: Given, status: number, retryAfter: string | null): object {
  if (code === "VALIDATION_ERROR") return { errors: String(message).split("; ").map(faultOfField) };
  const own = typeof code === "string" ? code : "";
  const ours = isErrorCode(own) ? own : (translated[own] ?? byStatus[status] ?? "BAD_REQUEST");
  if (status === 429 && own === "") {
    return errorBody("THROTTLED", `Too many attempts from your address. Try again in ${retryAfter ?? "60"} seconds.`);
  }
  return errorBody(ours, typeof message === "string" ? message : `The request was refused (${status}).`, more);
}

/** An error in a body as better-auth writes it: `[body.email] Invalid input: expected string, received undefined`. */
function faultOfField(fault: string): object {
  const [, path, problem] = /^\[body\.?([^\]]*)\] (?:Invalid input: )?(.*)$/s.exec(fault) ?? [];
  if (!path) return errorBody("BAD_USER_INPUT", fault).errors[0]!;
  return errorBody("BAD_USER_INPUT", `${path} is invalid: ${problem}.`, { field: path.split(".") }).errors[0]!;
}
