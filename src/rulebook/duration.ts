const UNIT = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Milliseconds of one unit, as a fraction: divisions keep `782.044µs` exact where a factor would not. */
const MS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ns', [1, 1e6]],
  ['us', [1, 1000]],
  ['µs', [1, 1000]],
  ['μs', [1, 1000]],
  ['ms', [1, 1]],
  ['s', [1000, 1]],
  ['m', [60_000, 1]],
  ['h', [3_600_000, 1]],
]);

/**
 * A Go duration in milliseconds, to the nanosecond: `1h1m1.005s`, `-1.5s`, `782.044µs` (both micro
 * signs and `us`), `0`. Returns `undefined` for anything else. Source: Go 1.22 time.ParseDuration.
 */
export function parseDuration(text: string): number | undefined {
  const signed = text.startsWith('-') || text.startsWith('+');
  const body = signed ? text.slice(1) : text;
  if (body === '0') return 0;
  let at = 0;
  let ms = 0;
  while (at < body.length) {
    UNIT.lastIndex = at;
    const found = UNIT.exec(body);
    if (!found) return undefined;
    const [factor, divisor] = MS.get(found[2] ?? '') ?? [0, 1];
    ms += (Number(found[1]) * factor) / divisor;
    at = UNIT.lastIndex;
  }
  if (at === 0) return undefined;
  const exact = roundToNanoseconds(ms);
  return text.startsWith('-') && exact !== 0 ? -exact : exact;
}

/** Takes the dust off `1.005 * 1000`; beyond a hundred days a double holds no nanoseconds anyway. */
function roundToNanoseconds(ms: number): number {
  const nanoseconds = ms * 1e6;
  return nanoseconds < Number.MAX_SAFE_INTEGER ? Math.round(nanoseconds) / 1e6 : ms;
}
