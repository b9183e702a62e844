import { type Agent, request as httpRequest } from "node:http";
import type { Told } from "./pace.ts";
import type { Operations } from "./operations.ts";
import type { Random } from "./random.ts";
import { type Values, withHugeNumbers } from "./values.ts";

/** A request over HTTP, to the byte. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** The body, where it is JSON. */
  readonly told: Told | undefined;
}

const oddTypes = [
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=x",
  "application/json; charset=utf-16",
  "nonsense",
  "",
];
const oddBodies = [
  "",
  "{",
  "null",
  "1",
  '"text"',
  "[]",
  '[{"query":"{ __typename }"}]',
  "{}",
  '{"query":1}',
  '{"query":{"kind":"Document"}}',
];
const oddHosts = ["a b", "[", "http://x", ":", "%", "evil.example:99999", "", "127.0.0.1:x", "\u00e9"];
const oddAuthorizations = [
  "",
  "Bearer",
  "Bearer ",
  "Basic abc",
  "Bearer \u00e9",
  `Bearer ${"x".repeat(32)}`,
  `Bearer ${"x".repeat(3_000)}`,
  "Bearer cw_live_x_y",
];
const oddAccepts = [
  "*/*",
  "text/html",
  "application/graphql-response+json",
  "image/png",
  "nonsense",
  "multipart/mixed",
  "",
];
const paths = [
  "/",
  "/auth",
  "/auth/",
  "/auth/nothing",
  "/graphql/x",
  "/calendars/x.ics",
  "/calendars/%00",
  "/%",
  "/auth/%zz",
  "/healthz",
  "/..//",
];
const doors = [
  ...[
    "POST /auth/sign-in/email",
    "POST /auth/sign-out",
    "GET /auth/get-session",
    "GET /auth/firms",
    "POST /auth/firms/choose",
  ],
  ...["POST /auth/change-password", "POST /auth/invitation/accept", "GET /auth/sign-ins", "POST /auth/sign-ins/end"],
  ...["PUT /auth/sign-in/email", "GET /auth/sign-in/email"],
];
const fields = [
  "email",
  "password",
  "token",
  "firmId",
  "id",
  "currentPassword",
  "newPassword",
  "rememberMe",
  "callbackURL",
];

/** Generates requests to everything that the gateway answers: GraphQL mostly, and in every wrong way. */
export class Requests {
  constructor(
    private readonly random: Random,
    private readonly operations: Operations,
    private readonly values: Values,
  ) {}

  /** `visitor` is the sign-in that comes to the other doors, one of which ends it. */
  next(authorization: string | undefined, visitor: string): HttpRequest {
    const { random } = this;
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (authorization !== undefined) headers.authorization = authorization;
    if (random.chance(0.02)) headers["content-type"] = random.pick(oddTypes);
    if (random.chance(0.02)) headers.authorization = random.pick(oddAuthorizations);
    if (random.chance(0.05)) headers.accept = random.pick(oddAccepts);
    if (random.chance(0.03)) headers.host = random.pick(oddHosts);
    if (random.chance(0.02))
      headers.origin = random.pick(["null", "https://evil.example", "", "x", "http://localhost:3000"]);
    if (random.chance(0.02))
      headers["x-forwarded-for"] = random.pick(["unknown", ",", "1.2.3.4", "[::1]:80", "\u00e9"]);
    const other = random.next();
    if (other < 0.07) return this.#door({ ...headers, ...(authorization !== undefined && { authorization: visitor }) });
    if (other < 0.1)
      return { method: random.pick(["GET", "POST", "PUT", "DELETE", "OPTIONS"]), path: random.pick(paths), headers };
    if (other < 0.16) return this.#get(headers);
    const body = random.chance(0.02)
      ? random.pick(oddBodies)
      : withHugeNumbers(JSON.stringify(this.operations.next(0.01)));
    return { method: "POST", path: "/graphql", headers, body };
  }

  #get(headers: Record<string, string>): HttpRequest {
    const { query, variables, operationName } = this.operations.next();
    const parameters = new URLSearchParams({ query });
    if (variables !== undefined) parameters.set("variables", this.random.chance(0.9) ? JSON.stringify(variables) : "{");
    if (operationName !== undefined) parameters.set("operationName", String(operationName));
    if (this.random.chance(0.1)) parameters.append("query", "{ __typename }");
    return { method: "GET", path: `/graphql?${parameters.toString()}`.slice(0, 8_000), headers };
  }

  #door(headers: Record<string, string>): HttpRequest {
    const { random } = this;
    const [method, path] = random.pick(doors).split(" ") as [string, string];
    if (method === "GET") return { method, path, headers };
    const given = random
      .some(fields, 0, 4)
      .map((field) => [field, random.chance(0.8) ? this.values.text() : random.pick([1, null, {}, []])]);
    const body = random.chance(0.1) ? random.pick(oddBodies) : JSON.stringify(Object.fromEntries(given));
    return { method, path, headers, body };
  }
}

/** Sends a request as it is: `fetch` would not send an odd host. Fails where there is no answer. */
export function ask(url: string, agent: Agent, { method, path, headers, body }: HttpRequest): Promise<HttpAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    // What is generated may hold what no header can: it is sent as far as Node sends it.
    const safe = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?")]),
    );
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sending = httpRequest({
      hostname,
      port,
      agent,
      method,
      path,
      headers: { ...safe, ...length },
      timeout: 15_000,
    });
    sending.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode!, body: text, told: toldIn(text) }));
      response.on("error", reject);
    });
    sending.on("timeout", () => sending.destroy(new Error("There was no answer in 15 s.")));
    sending.on("error", reject);
    sending.end(body);
  });
}

function toldIn(body: string): Told | undefined {
  try {
    return JSON.parse(body) as Told;
  } catch {
    return undefined; // a page, a calendar's refusal
  }
}
