/**
 * Makes an async generator that can be ended while it waits. `return()` of a plain one would itself wait for the next
 * event, which may never come.
 */
export function subscription<T>(
  begin: (signal: AbortSignal) => () => Promise<IteratorResult<T, void>>,
): AsyncGenerator<T, void> {
  const ending = new AbortController();
  const next = begin(ending.signal);
  const end = async () => {
    ending.abort();
    return ended;
  };
  return {
    next,
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

/** There is no more. */
export const ended = { value: undefined, done: true } as const;
