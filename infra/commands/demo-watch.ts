/** `pnpm demo:watch`: follows a coach's schedule over a WebSocket. */
import { type Client, createClient } from "graphql-ws";
import { runCommand } from "./command-line.ts";
import { ask, demoFirm, demoPerson, signIn, socketUrl } from "./demo-gateway.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";
import { resuming } from "./resuming.ts";

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

const subscription = `
  subscription ($coachId: ID!, $after: Int) {
    scheduleChanged(coachId: $coachId, after: $after) { seq type session { id status startsAt } }
  }
`;

interface Change {
  scheduleChanged: unknown;
}

await runCommand({
  usage,
  options: {
    firm: { type: "string" },
    coach: { type: "string" },
    after: { type: "string" },
    count: { type: "string" },
  },
  most: 1,
  async run({ firm: number, coach, ...options }, [who = "COACH"]) {
    const after = wholeNumber("--after", options.after);
    const count = wholeNumber("--count", options.count) ?? Infinity;
    const firm = demoFirm(number);
    const token = await signIn(firm, demoPerson(firm, who));
    const { me } = await ask<{ me: { id: string } }>(token, "{ me { id } }");
    const coachId = coach ?? me.id;

    const client = createClient({
      url: socketUrl,
      connectionParams: { authorization: `Bearer ${token}` },
      shouldRetry: () => true, // also while nothing listens there
      on: {
        closed: (event) =>
          (event as { code?: number }).code === 1000 || console.error("Disconnected; connecting again."),
      },
    });
    const watching = watch(client, { coachId, after }, count);
    try {
      // The same socket answers this only after it has started the subscription.
      for await (const _ of client.iterate({ query: "{ me { id } }" }));
      console.log(`Watching the schedule of ${coachId}; Ctrl-C ends it.`);
      await watching;
    } catch (error) {
      throw asRefusal(error);
    } finally {
      await client.dispose();
    }
  },
});

/** Prints the given number of changes. */
function watch(client: Client, variables: Record<string, unknown>, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    resuming(client).subscribe<Change>(
      { query: subscription, variables },
      {
        next({ data, errors }) {
          if (errors) return reject(new Refusal(errors[0]!.message));
          console.log(JSON.stringify(data?.scheduleChanged));
          if (++seen === count) resolve();
        },
        error: reject,
        complete: () => reject(new Refusal("The gateway ended the subscription.")),
      },
    );
  });
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal(`${option} is ${JSON.stringify(text)}: give a whole number.`);
}

/** graphql-ws rejects with a CloseEvent, with the operation's errors, or with an Error. */
function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  if (Array.isArray(error)) return new Refusal(error.map(({ message }: Error) => message).join(" "));
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  if (typeof code === "number") return new Refusal(`The gateway closed the socket (${code}): ${String(reason)}`);
  return new Refusal(`The socket failed: ${messageOf(error)}`);
}
