import type { FieldValue } from '../model/record.js';
import type { Match } from '../observe/matcher.js';
import { createMemo } from '../observe/memo.js';
import { toField } from '../rulebook/values.js';
import { readRaw } from './parts.js';
import type { FieldPart, KnownMatch } from './template.js';

/** Reads the match of a line that fits a template. Matches whose texts come again have the same memo. */
export type MatchReader = (bytes: Buffer, start: number) => Match;

/** Different texts of a template that are kept: a storm is about a handful of peers. */
const MAX_KEPT = 512;

export function createMatchReader({ signal, fields, parts }: KnownMatch): MatchReader {
  const isNumeric = ({ name }: FieldPart): boolean => typeof fields[name] === 'number';
  const numbers = parts.filter(isNumeric);
  const texts = parts.filter((part) => !isNumeric(part));
  const varying = numbers.map(({ name }) => name);
  const byTexts = new Map<string, Match>();

  const withParts = (own: readonly FieldPart[], raw: readonly string[], of: Match): Match => {
    const all: Record<string, FieldValue> = { ...of.fields };
    let isNumber = true;
    for (const [at, part] of own.entries()) {
      const value = toField(part.type, readRaw(part, raw[at] ?? ''));
      if (value === undefined) delete all[part.name];
      else all[part.name] = value;
      isNumber &&= typeof value === 'number';
    }
    return isNumber && of.memo ? { signal, fields: all, memo: of.memo } : { signal, fields: all };
  };
  const rawOf = (own: readonly FieldPart[], bytes: Buffer, start: number): readonly string[] =>
    own.map(({ from, to }) => bytes.toString('latin1', start + from, start + to));
  const base: Match = { signal, fields, memo: createMemo(varying) };

  /** The match with its texts; numbers are those of another line. */
  const withTexts = (bytes: Buffer, start: number): Match => {
    const raw = rawOf(texts, bytes, start);
    const key = raw.length === 1 ? (raw[0] ?? '') : raw.join('\n');
    const known = byTexts.get(key);
    if (known) return known;
    const { fields: all } = withParts(texts, raw, base);
    const made = { signal, fields: all, memo: createMemo(varying) };
    if (byTexts.size < MAX_KEPT) byTexts.set(key, made);
    return made;
  };
  return (bytes, start) => {
    const match = texts.length === 0 ? base : withTexts(bytes, start);
    return numbers.length === 0 ? match : withParts(numbers, rawOf(numbers, bytes, start), match);
  };
}
