/** Aborted as soon as one of the two is. */
export function eitherSignal(
  a: AbortSignal | undefined,
  b: AbortSignal | undefined,
): AbortSignal | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const either = new AbortController();
  for (const one of [a, b]) {
    if (one.aborted) either.abort(one.reason);
    else one.addEventListener('abort', () => either.abort(one.reason), { once: true });
  }
  return either.signal;
}

/** The reading was ended on purpose: what was read so far counts. */
export const wasStopped = (error: unknown, stop: AbortSignal | undefined): boolean =>
  stop?.aborted === true && error instanceof Error && error.name === 'AbortError';
