import type { Audiences, Listener } from "./audience.js";

/**
 * A subscription whose answers are sent as they come. graphql-ws starts and ends it but sends nothing. What ends it before is told
 * to `failed`, and to the client if that throws.
 */
export function listening(
  audiences: Audiences,
  listener: Omit<Listener, "fail">,
  failed: (error: unknown) => void,
  /** Sends what comes before the first event. */
  begin?: () => Promise<void>,
): AsyncGenerator<never, void> {
  const over = Promise.withResolvers<{ value: undefined; done: true }>();
  const done = { value: undefined, done: true } as const;
  const one: Listener = {
    ...listener,
    fail(error) {
      audiences.leave(one);
      try {
        failed(error);
        over.resolve(done);
      } catch (told) {
        over.reject(told);
      }
    },
  };
  let hasEnded = false;
  const end = async () => {
    hasEnded = true;
    audiences.leave(one);
    over.resolve(done);
    return done;
  };
  return {
    next() {
      const join = () => void (hasEnded || audiences.join(one, one.following.after));
      if (begin) begin().then(join, (error: unknown) => hasEnded || one.fail(error));
      else join();
      return over.promise;
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
