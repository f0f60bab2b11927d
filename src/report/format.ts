import type { EpochMs } from '../model/time.js';
import { formatInstant, hasNoYear } from '../model/time.js';

/** `2025-04-15 08:12:03`, to the second, UTC; without the year where nothing in the input told it. */
export function stamp(ms: EpochMs): string {
  const text = formatInstant(ms)
    .replace(/(\.\d+)?Z$/, '')
    .replace('T', ' ');
  return hasNoYear(ms) ? text.slice(5) : text;
}

/** The two ends of an interval; the second one without the date where that is the same. */
export function ends(from: EpochMs, to: EpochMs): readonly [string, string] {
  const [first, last] = [stamp(from), stamp(to)];
  const [day, time] = last.split(' ');
  return [first, time !== undefined && first.startsWith(`${day} `) ? time : last];
}

/** The two largest units that say something: `[[2, 'h'], [5, 'min']]`; under a minute seconds. */
export function durationParts(ms: number): readonly (readonly [number, 'd' | 'h' | 'min' | 's'])[] {
  const total = Math.max(0, Math.round(ms / 1000));
  const parts = [
    [Math.floor(total / 86_400), 'd'],
    [Math.floor(total / 3600) % 24, 'h'],
    [Math.floor(total / 60) % 60, 'min'],
    [total % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return [[0, 's']];
  return parts.slice(first, first + 2).filter(([count]) => count > 0);
}

/** The first formatter of a run takes 10 ms to make: none is made before it is asked for. */
function lazily(options: Intl.NumberFormatOptions): (value: number) => string {
  let format: Intl.NumberFormat | undefined;
  return (value) => {
    format ??= new Intl.NumberFormat('en-US', options);
    return format.format(value);
  };
}
const whole = lazily({ maximumFractionDigits: 0 });
const tenths = lazily({ maximumFractionDigits: 1 });
const small = lazily({ maximumSignificantDigits: 2 });

/** `18,234`, `2.5`, `0.031`: as many digits as a reader can use. */
export function quantity(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1000) return String(value);
  if (size >= 100 || Number.isInteger(value)) return whole(value);
  return size >= 1 ? tenths(value) : small(value);
}
