import { AnalyzerError } from './model/error.js';
import type { Severity } from './model/rule.js';
import type { TimeLimit } from './time-limit.js';

const RELATIVE = /^-(\d+(?:\.\d+)?)\s*(ms|s|m|min|h|d|w)$/;
const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `-2h` counts back from the newest record; anything else is RFC 3339 (UTC where no zone is given). */
export async function parseTimeLimit(flag: string, text: string): Promise<TimeLimit> {
  const relative = RELATIVE.exec(text.trim());
  if (relative) {
    return { beforeNewestMs: Number(relative[1]) * (UNIT_MS[relative[2] ?? ''] ?? 0) };
  }
  const { parseISO } = await import('date-fns/parseISO');
  const at = parseISO(inUtc(text.trim().replace(' ', 'T'))).getTime();
  if (Number.isNaN(at)) throw invalid(flag, text, 'a time such as 2025-04-15T10:00:00Z or -2h');
  return { at };
}

/** Without a zone the time is one of the log, in UTC; a date alone is its midnight. */
function inUtc(text: string): string {
  if (/[zZ]$|T.*[+-]\d\d:?\d\d$/.test(text)) return text;
  return text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`;
}

/** Minutes east of UTC: `+02:00`, `-0330`, `UTC`, `Z`. */
export function parseOffset(text: string): number {
  if (/^(?:utc|gmt|z)$/i.test(text)) return 0;
  const match = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(text);
  const minutes = match ? Number(match[2]) * 60 + Number(match[3] ?? 0) : Number.NaN;
  if (Number.isNaN(minutes) || minutes > 14 * 60) {
    throw invalid('--timezone', text, 'an offset such as +02:00 or UTC');
  }
  return match?.[1] === '-' ? -minutes : minutes;
}

export function parseYear(text: string): number {
  const year = Number(text);
  if (!/^\d{4}$/.test(text) || year < 1970) throw invalid('--year', text, 'a year such as 2025');
  return year;
}

const MAX_WORKERS = 64;

export function parseWorkers(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= MAX_WORKERS) return count;
  throw invalid('--workers', text, `a number from 0 to ${MAX_WORKERS}`);
}

const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** Severity from which on findings make the exit code 1; `undefined` for `none`. */
export function parseFailOn(text: string): readonly Severity[] {
  if (text === 'none') return [];
  const from = SEVERITIES.indexOf(text as Severity); // an unknown word gives -1
  if (from === -1) throw invalid('--fail-on', text, `one of ${SEVERITIES.join(', ')}, none`);
  return SEVERITIES.slice(from);
}

/** `NAME=PATH`, several times. */
export function parseNodes(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text): [string, string] => {
      const at = text.indexOf('=');
      if (at <= 0 || at === text.length - 1) throw invalid('--node', text, 'NAME=PATH');
      return [text.slice(at + 1), text.slice(0, at)];
    }),
  );
}

export function oneOf<T extends string>(flag: string, text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text);
  if (found === undefined) throw invalid(flag, text, `one of ${words.join(', ')}`);
  return found;
}

const invalid = (flag: string, text: string, wanted: string): AnalyzerError =>
  new AnalyzerError('option-invalid', `${flag} ${text}: expected ${wanted}`);
