import type { EnvironmentFact, FactPlace } from '../model/fact.js';
import { maskSecrets } from './config/secrets.js';

/** A file that is no log, whole. */
export interface FactFile {
  readonly source: string;
  readonly scope: string;
  readonly text: string;
  readonly lines: readonly string[];
}

type Own<T> = T extends unknown ? Omit<T, 'scope' | 'place'> : never;
/** What a reader finds out; the file adds scope and place. */
export type FactContent = Own<EnvironmentFact>;

const MAX_PLACE_CHARS = 500;

export const openFactFile = (source: string, scope: string, text: string): FactFile => ({
  source,
  scope,
  text,
  lines: text.split(/\r?\n/),
});

/** `index` counts lines from 0. Of a long line (JSON without line breaks) the part from `column` on. */
export function placeAt(file: FactFile, index: number, column = 0): FactPlace {
  const line = file.lines[index] ?? '';
  const from = line.length > MAX_PLACE_CHARS ? column : 0;
  const text = maskSecrets(line.slice(from, from + MAX_PLACE_CHARS)).trimEnd();
  return { source: file.source, line: index + 1, text };
}

export const factAt = (file: FactFile, index: number, content: FactContent, column = 0) =>
  // The union is spread over its members by Omit and put together again here.
  ({ ...content, scope: file.scope, place: placeAt(file, index, column) }) as EnvironmentFact;

/**
 * Finds where one of some strings stands, going on from where the one before stood, so that the nodes of a
 * list are found in its order. Gives the first line where none does.
 */
export function createFinder(
  file: FactFile,
): (...needles: readonly string[]) => readonly [index: number, column: number] {
  const starts = lineStarts(file.text);
  let from = 0;
  let form = 0;
  const search = (needles: readonly string[], start: number): number | undefined => {
    // A file writes all its names in one form: the others would be sought to its end each time.
    const order = needles.map((_, i) => (i + form) % needles.length);
    for (const i of order) {
      const at = file.text.indexOf(needles[i] ?? '', start);
      if (at < 0) continue;
      form = i;
      return at;
    }
    return undefined;
  };
  return (...needles) => {
    const at = search(needles, from) ?? search(needles, 0);
    if (at === undefined) return [0, 0];
    from = at + 1;
    const index = lineOf(starts, at);
    return [index, at - (starts[index] ?? 0)];
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at or before `at`. */
function lineOf(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A reader of one kind of file. Never throws; gives nothing where the file is broken. */
export type FactReader = (file: FactFile) => readonly EnvironmentFact[];

const MAX_JSON_CHARS = 64 * 1024 * 1024;

/** `undefined` where the text is no JSON or too long. A byte order mark is allowed. */
export function parseJson(text: string): unknown {
  if (text.length > MAX_JSON_CHARS) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;
export const asObject = (value: unknown): JsonObject | undefined =>
  // `typeof` has narrowed to object, and an array has no names we ask for.
  typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
/** support-bundle-kit writes absent strings as "null". */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== 'null' ? value : undefined;
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
