/**
 * Makes an async generator that can be ended while it waits. `return()` of a plain one would itself wait for the next event,
 * which may never come.
 */
export function subscription<T>(make: (signal: AbortSignal) => AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  const ending = new AbortController();
  const generator = make(ending.signal);
  const end = () => {
    ending.abort();
    return generator.return();
  };
  return {
    next: () => generator.next(),
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
