import type { Actor } from "@coachwork/schema";
import type { Answer, Inside } from "./inside.js";
import { toldIn } from "./selection.js";
import type { Blindness } from "./sight.js";
import { asWritten, type Operation } from "./walk.js";

/** Refusals that are an answer; anything else in `errors` is a fault of ours, and might hide a leak behind it. */
const expected = new Set(["BAD_USER_INPUT", "NOT_FOUND", "FORBIDDEN", "INSUFFICIENT_SCOPE"]);

/** What an answer gives away that its viewer must not learn, and what is broken in it. Cursors are read, too. */
export function leaksIn(answer: Answer, operation: Operation, { marks, never }: Blindness): string[] {
  // What was asked for is no news: errors may say it again.
  const heard = readable(JSON.stringify(answer)).replaceAll(/\b(?:[a-z_]+_)?(?:[0-9a-f]{32})\b/g, (id) =>
    isAsked(id, operation, answer) ? "<asked>" : id,
  );
  const leaks = marks.filter((mark) => heard.includes(mark.toLowerCase())).map((mark) => `told ${mark}`);
  const told = toldIn(answer.data, operation.selections);
  const forbidden = [...told].filter((field) => never.includes(field) || never.includes(field.split(".")[0]!));
  const faults = (answer.errors ?? []).map((error) => error as { message: string; extensions?: { code?: string } });
  return [
    ...leaks,
    ...forbidden.map((field) => `told ${field}`),
    ...faults
      .filter(({ extensions }) => !expected.has(extensions?.code ?? ""))
      .map(({ message }) => `failed: ${message}`),
  ];
}

/** An id that is only said back in a refusal, never in data. */
function isAsked(id: string, operation: Operation, { data }: Answer): boolean {
  return (
    asWritten(operation).includes(id) &&
    !JSON.stringify(data ?? null)
      .toLowerCase()
      .includes(id)
  );
}

/** An answer's text in small letters, with what its cursors say when they are decoded. */
export function readable(json: string): string {
  const decoded =
    json.match(/"[A-Za-z0-9+/]{16,}={0,2}"/g)?.map((word) => Buffer.from(word, "base64").toString("utf8")) ?? [];
  return `${json} ${decoded.join(" ")}`.toLowerCase();
}

export interface Found {
  /** The questions whose answers leak, each with what it leaks. */
  readonly leaks: readonly string[];
  readonly told: ReadonlySet<string>;
  readonly asked: number;
}

/** Asks the operations as a viewer, several at a time, and looks at what comes. `first`: ends with the first leak. */
export async function look(
  inside: Pick<Inside, "ask">,
  actor: Actor,
  operations: Iterable<Operation>,
  blindness: Blindness,
  { first = false } = {},
): Promise<Found> {
  const leaks: string[] = [];
  const told = new Set<string>();
  let asked = 0;
  const queue = operations[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done && !(first && leaks.length > 0); next = queue.next()) {
      const operation = next.value;
      const answer = await inside.ask(actor, operation.document, operation.variables);
      asked += 1;
      toldIn(answer.data, operation.selections, told);
      const found = leaksIn(answer, operation, blindness);
      if (found.length > 0) leaks.push(`${[...new Set(found)].join(", ")} in answer to ${asWritten(operation)}`);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return { leaks, told, asked };
}
