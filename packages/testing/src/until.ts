import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds that a test waits for anything. Only one that will fail waits so long: the machine may be busy. */
const PATIENCE = 60_000;

/** Asks again and again until the answer will do, and gives it. Unless said otherwise, whatever is true will do. */
export function until<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  will?: (answer: Answer) => unknown,
): Promise<NonNullable<Answer>> {
  return within(PATIENCE, what, ask, will);
}

/** As `until`, where it is promised how many milliseconds it may take. */
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
