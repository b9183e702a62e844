/** Milliseconds in which repetitions of a fault are merged into one line. */
const WINDOW_MS = 1_000;
/** How many faults are tracked at the same time. Further ones are written as they come. */
const MOST = 200;
/** pino's number for the level `warn`. */
const WARN = 40;

/** The parts of a line that identify the fault: what failed, whatever it was about. */
interface Fault {
  readonly err?: unknown;
  readonly error?: unknown;
  readonly failure?: unknown;
  readonly firmId?: unknown;
  readonly reference?: unknown;
}

interface Window {
  count: number;
  references: unknown[];
  write: (more: object) => void;
}

const open = new Map<string, Window>();
let flushes = false;

/**
 * Whether a line repeats a fault that was written within this second. If so, it is counted, and the count is written at
 * the end of the second. An outage fails every request, but is only one thing to know.
 */
export function isRepeated(
  level: number,
  object: unknown,
  message: string | undefined,
  write: (more: object) => void,
): boolean {
  if (level < WARN || typeof object !== "object" || object === null) return false;
  const fault = object as Fault;
  const cause = fault.err ?? fault.error ?? fault.failure;
  if (cause === undefined) return false;
  const key = JSON.stringify([level, message, fault.firmId, ...partsOf(cause)]);
  const window = open.get(key);
  if (window) {
    window.count += 1;
    if (fault.reference !== undefined) window.references.push(fault.reference);
    window.write = write;
    return true;
  }
  if (open.size < MOST) begin(key);
  return false;
}

function begin(key: string): void {
  open.set(key, { count: 0, references: [], write: () => undefined });
  setTimeout(() => end(key), WINDOW_MS).unref();
  if (flushes) return;
  flushes = true;
  // Before pino ends its stream, whether the process ends itself or is ended.
  for (const event of ["beforeExit", "exit"]) process.once(event, flush);
}

function flush(): void {
  const rest = [...open.values()];
  open.clear();
  rest.forEach(writeOut);
}

function end(key: string): void {
  const window = open.get(key);
  open.delete(key);
  if (!window || window.count === 0) return;
  begin(key); // first, so that the next line counts for the next second
  writeOut(window);
}

function writeOut({ count, references, write }: Window): void {
  if (count > 0) write({ repeated: count, ...(references.length > 0 && { references }) });
}

function partsOf(cause: unknown): unknown[] {
  if (typeof cause !== "object" || cause === null) return [String(cause)];
  const { name, code, message } = cause as { name?: unknown; code?: unknown; message?: unknown };
  return [name, code, message];
}
