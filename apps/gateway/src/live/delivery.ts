/**
 * A subscription whose events are sent as they come. graphql-ws starts and ends it but sends nothing. An error during
 * delivery ends it.
 */
export function delivering<T>(
  events: AsyncIterable<T>,
  deliver: (event: T, signal: AbortSignal) => Promise<void>,
  failed: (error: unknown) => void,
): AsyncGenerator<never, void> {
  const ending = new AbortController();
  const source = events[Symbol.asyncIterator]();
  const done = { value: undefined, done: true } as const;
  const run = async () => {
    try {
      for (let next = await source.next(); !next.done; next = await source.next()) {
        await deliver(next.value, ending.signal);
      }
    } catch (error) {
      await source.return?.();
      if (!ending.signal.aborted) failed(error);
    }
    return done;
  };
  const end = async () => {
    ending.abort();
    await source.return?.();
    return done;
  };
  return {
    next: run,
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
