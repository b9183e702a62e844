import { ConnectionError } from "./errors.js";

/**
 * The lines of a body, as they come. A body that breaks off is a ConnectionError, and so is one that is silent for longer than
 * `silenceMs`.
 */
export async function* linesIn(body: ReadableStream<Uint8Array>, silenceMs: number): AsyncGenerator<string, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await within(reader.read(), silenceMs);
      rest += decoder.decode(value, { stream: !done });
      const lines = rest.split("\n");
      rest = lines.pop()!;
      yield* lines;
      if (!done) continue;
      if (rest !== "") throw new ConnectionError("The result broke off in a line.");
      return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function within<T>(reading: Promise<T>, ms: number): Promise<T> {
  const silence = Promise.withResolvers<never>();
  const timer = setTimeout(() => silence.reject(new ConnectionError(`Nothing came for ${ms} ms.`)), ms);
  try {
    return await Promise.race([reading, silence.promise]);
  } catch (cause) {
    if (cause instanceof ConnectionError) throw cause;
    throw new ConnectionError("The connection broke off.", { cause });
  } finally {
    clearTimeout(timer);
  }
}
