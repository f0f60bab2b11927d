import { createHash } from 'node:crypto';
import { maskSecrets } from '../bundle/config/secrets.js';
import { expandSources } from '../ingest/open-sources.js';
import type { Sifting } from '../ingest/sifting.js';
import type { Source } from '../ingest/source.js';
import { listSources } from '../ingest/sources.js';
import { type Line, lineBytes, shownText } from '../model/line.js';
import type { Around } from '../model/triage.js';
import type { Place } from './messages.js';

/** Lines given before and behind the one that is asked for. */
const MAX_LINES = 1000;
const MAX_CHARACTERS = 4000;
/** What is looked at for secrets: more than is shown, since one that is cut is not known for what it is. */
const MAX_LOOKED_AT = 65_536;
/** A secret may have begun above the first line that is shown. */
const ABOVE = 60;
/** Lines that the next piece of a source holds at most: those of a window, all empty. */
const MAX_WINDOW_LINES = 262_144;
/** Of no log: every line may be left out. */
const NEVER = '\u0001\u0002\u0003\u0004\u0005';

export interface AroundInput extends Place {
  readonly paths: readonly string[];
  /** SHA-256 of the line as it was read; absent: any line will do. */
  readonly sha256?: string | undefined;
  readonly signal?: AbortSignal;
}

/** The lines around one of them, read again from the file or the member of an archive; secrets are masked. */
export async function readAround(input: AroundInput): Promise<Around> {
  try {
    return await reopen(input);
  } catch {
    return { why: 'gone' };
  }
}

async function reopen(input: AroundInput): Promise<Around> {
  const { paths, source: name, signal } = input;
  const listed = await listSources(paths.filter((path) => path !== '-'));
  const within = listed.filter((one) => name === one.name || name.startsWith(`${one.name}/`));
  for await (const source of expandSources(within, signal ? { signal } : {})) {
    if (source.name === name) return await linesAround(source, input);
  }
  return { why: 'gone' };
}

async function linesAround(source: Source, input: AroundInput): Promise<Around> {
  const { line, signal, sha256 } = input;
  const first = Math.max(1, line - Math.min(input.before, MAX_LINES));
  const last = line + Math.min(input.after, MAX_LINES);
  const from = Math.max(1, first - ABOVE);
  const reader = source.open(
    signal,
    skippingTo(from, () => reader.lines),
  );
  const held: Line[] = [];
  reading: for await (const batch of reader) {
    for (const one of batch) {
      if (one.no > last) break reading;
      if (one.no >= from) held.push(one);
    }
  }
  const own = held.find(({ no }) => no === line);
  if (!own || (sha256 !== undefined && hashOf(own) !== sha256)) return { why: 'changed' };
  return { lines: masked(held).filter(({ no }) => no >= first) };
}

/** Lines far before the wanted ones are counted only. */
const skippingTo = (from: number, linesRead: () => number): Sifting => ({
  literals: [NEVER],
  mayLeaveOut: () => linesRead() + MAX_WINDOW_LINES < from,
  isOpen: () => false,
  longBytes: () => Number.POSITIVE_INFINITY,
  roughTime: () => undefined,
  isUndated: () => false,
});

/** Together: a secret may go over several lines. */
function masked(lines: readonly Line[]): readonly { readonly no: number; readonly text: string }[] {
  const shown = lines.map(({ text }) => shownText(text.slice(0, MAX_LOOKED_AT)));
  const safe = maskSecrets(shown.join('\n')).split('\n');
  return lines.map(({ no }, index) => ({ no, text: headOf(safe[index] ?? '') }));
}

const headOf = (text: string): string =>
  text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;

const hashOf = ({ clip, text }: Line): string =>
  clip?.sha256 ?? createHash('sha256').update(lineBytes(text)).digest('hex');
