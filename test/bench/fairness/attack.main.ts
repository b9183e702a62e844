/**
 * Asks for one thing as often as it can, over many connections, in a process of its own, until it is told to stop. Greedy
 * clients have machines of their own: here they get what the platform leaves of this one.
 */
import { once } from "node:events";
import { Agent, request } from "node:http";
import { constants, setPriority } from "node:os";
import WebSocket from "ws";

export type AttackName = "documents" | "slots" | "imports" | "replays";

export interface Attack {
  readonly url: string;
  readonly token: string;
  readonly name: AttackName;
  readonly coachIds: readonly string[];
  readonly connections: number;
}

setPriority(constants.priority.PRIORITY_LOW);

let isOn = false;
let ended: Promise<unknown> = Promise.resolve();

process.on("message", (message: Attack | "stop") => {
  isOn = message !== "stop";
  if (message === "stop") void ended.then(() => process.send!("ended"));
  else {
    ended = attack(message);
    process.send!("begun");
  }
});
process.on("disconnect", () => process.exit());

async function attack({ url, token, name, coachIds, connections }: Attack): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let count = 0;
  const ask = () => {
    count += 1;
    return name === "replays"
      ? replay(url, token, coachIds[0]!)
      : post(url, token, agent, bodyOf(name, coachIds, count));
  };
  const connection = async () => {
    while (isOn) await ask().catch(() => undefined);
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
}

function bodyOf(name: Exclude<AttackName, "replays">, coachIds: readonly string[], count: number): string {
  if (name === "documents") {
    const fields = Array.from({ length: 300 }, (_, place) => `a${place}x${count}`).join(" ");
    return JSON.stringify({ query: `{ me { ${fields} } }` });
  }
  if (name === "imports") {
    const rows = Array.from(
      { length: 1_000 },
      (_, place) => `x${count}-${place},Person ${place},p${place}.${count}@import.example,CLIENT,,,Europe/London,en`,
    );
    const csv = ["external_id,name,email,roles,organization,team,time_zone,locale", ...rows].join("\n");
    const query = "mutation($csv: String!) { importPeople(input: { csv: $csv }) { created userErrors { code } } }";
    return JSON.stringify({ query, variables: { csv } });
  }
  const query = `query($coaches: [ID!]!, $from: DateTime!, $to: DateTime!) {
    freeSlots(coachIds: $coaches, from: $from, to: $to, durationMinutes: 60, stepMinutes: 5, first: 500) { emptyReasons }
  }`;
  const from = new Date(Date.now() + 86_400_000);
  const variables = { coaches: coachIds, from, to: new Date(from.getTime() + 92 * 86_400_000) };
  return JSON.stringify({ query, variables });
}

async function post(url: string, token: string, agent: Agent, body: string): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const asked = request(url, { method: "POST", agent, headers });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [NodeJS.ReadableStream];
  response.resume();
  await once(response, "end");
}

async function replay(url: string, token: string, coachId: string): Promise<void> {
  const socket = new WebSocket(url.replace("http", "ws"), "graphql-transport-ws");
  try {
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
    await once(socket, "message");
    const query = `subscription { scheduleChanged(coachId: "${coachId}", after: 0) { seq session { id startsAt } } }`;
    socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query } }));
    await once(socket, "message", { signal: AbortSignal.timeout(200) });
  } finally {
    socket.terminate();
  }
}
