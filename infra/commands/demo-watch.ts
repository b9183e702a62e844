/** `pnpm demo:watch`: follows a coach's schedule over a WebSocket. */
import { ApiError, CoachworkClient, graphql, SocketClosed } from "@coachwork/client";
import { runCommand } from "./command-line.ts";
import { demoFirm, demoPerson, gatewayUrl, signIn } from "./demo-gateway.ts";
import { Refusal } from "../launcher/refusal.ts";

const usage = `
Usage: pnpm demo:watch [ROLE] [--coach ID] [--after SEQ] [--count N] [--firm 1|2]

Prints the changes of a coach's schedule as they happen, a line of JSON each, until Ctrl-C. When the connection is lost it
connects again and goes on where it was.

  ROLE      who watches: a role or an e-mail address of the demo; COACH by default
  --coach   whose schedule, by id; the watcher's own by default
  --after   go on after the change of this seq; from now on by default
  --count   end after so many changes
  --firm    1: Northlight Coaching (the default), 2: Harbour Mentoring
`;

const who = graphql("query { me { id } }");

const changes = graphql(`
  subscription ($coachId: ID!, $after: Int) {
    scheduleChanged(coachId: $coachId, after: $after) {
      seq
      type
      session {
        id
        status
        startsAt
      }
    }
  }
`);

await runCommand({
  usage,
  options: {
    firm: { type: "string" },
    coach: { type: "string" },
    after: { type: "string" },
    count: { type: "string" },
  },
  most: 1,
  async run({ firm: number, coach, ...options }, [role = "COACH"]) {
    const after = wholeNumber("--after", options.after);
    const count = wholeNumber("--count", options.count) ?? Infinity;
    const firm = demoFirm(number);
    const token = await signIn(firm, demoPerson(firm, role));
    using client = new CoachworkClient({
      url: gatewayUrl,
      token,
      onConnection: (isConnected) => isConnected || console.error("Disconnected; connecting again."),
    });
    try {
      const coachId = coach ?? (await client.query(who)).me!.id;
      await watch(client, { coachId, ...(after !== undefined && { after }) }, count);
    } catch (error) {
      throw error instanceof ApiError || error instanceof SocketClosed ? new Refusal(error.message) : error;
    }
  },
});

/** Prints the given number of changes. */
async function watch(
  client: CoachworkClient,
  variables: { coachId: string; after?: number },
  count: number,
): Promise<void> {
  const watched = client.subscribe(changes, variables);
  await watched.begun;
  console.log(`Watching the schedule of ${variables.coachId}; Ctrl-C ends it.`);
  let seen = 0;
  for await (const { scheduleChanged } of watched) {
    if (scheduleChanged.type === "SNAPSHOT") continue;
    console.log(JSON.stringify(scheduleChanged));
    if (++seen === count) return;
  }
  throw new Refusal("The gateway ended the subscription.");
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal(`${option} is ${JSON.stringify(text)}: give a whole number.`);
}
