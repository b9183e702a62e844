import { join } from "node:path";
import { DEMO_PASSWORD, type DemoFirm, type DemoPerson } from "../demo/demo-firm.ts";
import { demoFirms } from "../demo/firms.ts";
import { demoFirmId } from "../demo/ids.ts";
import { readEnvironment } from "../launcher/environment.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";

const { port } = readEnvironment(join(import.meta.dirname, "..", ".."));

/** The address of the gateway of `pnpm start`. */
export const gatewayUrl = `http://127.0.0.1:${port}`;

const roles = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "FINANCE", "ASSISTANT"];

/** The firm that `--firm` names. Defaults to the first. */
export function demoFirm(number = "1"): DemoFirm {
  const firm = demoFirms.find((candidate) => String(candidate.number) === number);
  if (firm) return firm;
  const known = demoFirms.map((candidate) => `${candidate.number} (${candidate.name})`).join(" or ");
  throw new Refusal(`The demo has no firm ${JSON.stringify(number)}: give ${known}.`);
}

/** A person of a demo firm: the first with the role, or the one with the e-mail address. */
export function demoPerson(firm: DemoFirm, who: string): DemoPerson {
  const role = who.toUpperCase().replaceAll("-", "_");
  const person = firm.people.find(
    (candidate) => candidate.email === who || candidate.roles.some((held) => held === role),
  );
  if (person) return person;
  throw new Refusal(
    `Nobody in ${firm.name} is ${JSON.stringify(who)}: give one of ${roles.join(", ")}, or the e-mail address of somebody of the demo.`,
  );
}

/** Signs in as a person of a demo firm and returns the bearer token. */
export async function signIn(firm: DemoFirm, { email }: DemoPerson): Promise<string> {
  const { token, firm: chosen } = await post<{ token: string; firm: unknown }>("/auth/sign-in/email", {
    email,
    password: DEMO_PASSWORD,
  });
  // Somebody who is in several firms must choose one first.
  if (!chosen) await post("/auth/firms/choose", { firmId: `firm_${demoFirmId(firm).replaceAll("-", "")}` }, token);
  return token;
}

/** Queries the running gateway. Errors in the answer become a refusal. */
export async function ask<Data>(token: string, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data } = await post<{ data: Data }>("/graphql", { query, variables }, token);
  return data;
}

interface Failure {
  message?: string;
  errors?: { message: string }[];
}

async function post<Answer>(path: string, body: object, token?: string): Promise<Answer> {
  const response = await fetch(`${gatewayUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    const cause = messageOf((error as Error).cause ?? error);
    throw new Refusal(
      `Coachwork does not run at ${gatewayUrl} (${cause}): start it with "pnpm start", or set PORT to where it runs.`,
    );
  });
  const answer = (await response.json().catch(() => ({}))) as Answer & Failure;
  const said = answer.errors?.[0]?.message ?? (response.ok ? undefined : (answer.message ?? response.statusText));
  if (said !== undefined) throw new Refusal(`The gateway at ${gatewayUrl} refused ${path}: ${said}`);
  return answer;
}
