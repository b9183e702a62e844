import { SlowReader } from "./connection-closed.js";

/**
 * Waits until a client reads what it was sent: until `onRead` calls back. One that does not within `patience` milliseconds is given
 * up, which closes its connection, and the promise rejects with SlowReader.
 */
export function untilRead(
  onRead: (isOnItsWay: () => void) => void,
  giveUp: () => void,
  patience: number,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  onRead(resolve);
  const timer = setTimeout(() => {
    giveUp();
    reject(new SlowReader());
  }, patience);
  return promise.finally(() => clearTimeout(timer));
}
