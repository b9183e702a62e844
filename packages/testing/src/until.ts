import { setTimeout as pause } from "node:timers/promises";

/** The maximum milliseconds that a test waits. Only a failing test waits so long. The machine may be busy. */
const PATIENCE = 60_000;

/** Asks repeatedly until the answer is accepted, and returns it. By default, a truthy answer is accepted. */
export function until<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  will?: (answer: Answer) => unknown,
): Promise<NonNullable<Answer>> {
  return within(PATIENCE, what, ask, will);
}

/** Like `until`, for what must happen within this many milliseconds. */
export async function within<Answer>(
  ms: number,
  what: string,
  ask: () => Answer | Promise<Answer>,
  will: (answer: Answer) => unknown = (answer) => answer,
): Promise<NonNullable<Answer>> {
  const end = performance.now() + ms;
  for (;;) {
    const answer = await ask();
    if (will(answer)) return answer as NonNullable<Answer>;
    if (performance.now() > end) throw new Error(`Waited ${ms} ms for ${what}; it is ${JSON.stringify(answer)}.`);
    await pause(20);
  }
}
