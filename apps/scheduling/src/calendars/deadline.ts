/** A signal that aborts after this many milliseconds, or with the given signal. */
export function deadline(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const late = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, late]) : late;
}
