/** What aborts after so many milliseconds, or with the signal if there is one. */
export function deadline(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const late = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, late]) : late;
}
