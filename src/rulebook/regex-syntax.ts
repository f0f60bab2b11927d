import {
  ANY_BUT_LINE_END,
  type CharSet,
  CLASS_ESCAPES,
  charSet,
  complement,
  oneChar,
} from './char-set.js';

/** A regular expression as a tree. Groups leave no trace but their content. */
export type RegexNode =
  | { readonly type: 'char'; readonly set: CharSet }
  /** `^`, `$`, `\b`, `\B`: consumes nothing. */
  | { readonly type: 'assert'; readonly sign: string }
  | { readonly type: 'seq'; readonly items: readonly RegexNode[] }
  | { readonly type: 'alt'; readonly items: readonly RegexNode[] }
  | {
      readonly type: 'repeat';
      readonly item: RegexNode;
      readonly min: number;
      /** `Infinity` where there is no end. */
      readonly max: number;
      /** As written, for messages. */
      readonly text: string;
    };

export interface RegexTree {
  readonly node: RegexNode;
  /** Named groups, in the order of the pattern. */
  readonly names: readonly string[];
}

const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const GROUP = /\((?:\?(?:<(?<name>[^>=!]+)>|(?<sign><?[=!]|:)))?/y;
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
  ['0', 0x00],
]);

/**
 * Reads a JavaScript pattern (no flags) by recursive descent. Gives a complaint for what cannot be
 * run in linear time (look-around, back-references) and for what JavaScript itself refuses.
 */
export function parseRegex(source: string): RegexTree | { readonly complaint: string } {
  const early = complaintOfEngine(source);
  if (early !== undefined) return { complaint: early };
  try {
    return readTree(source);
  } catch (error) {
    if (error instanceof SyntaxError) return { complaint: error.message };
    throw error;
  }
}

function complaintOfEngine(source: string): string | undefined {
  if (/\(\?[ims-]+[:)]/.test(source))
    return "flags inside a pattern are not allowed; write both cases, such as '[Ff]ailed'";
  try {
    new RegExp(source);
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return `not a regular expression: ${text.replace(/^Invalid regular expression: /, '')}`;
  }
}

/** The engine has accepted `source`: what is left to tell apart are the forms, not the mistakes. */
function readTree(source: string): RegexTree {
  const names: string[] = [];
  let at = 0;

  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source) ?? undefined;
    if (found) at += found[0].length;
    return found;
  };

  const readAlternatives = (): RegexNode => {
    const items = [readSequence()];
    while (source[at] === '|') {
      at += 1;
      items.push(readSequence());
    }
    const [only] = items;
    return items.length === 1 && only ? only : { type: 'alt', items };
  };

  const readSequence = (): RegexNode => {
    const items: RegexNode[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const start = at;
      items.push(readQuantified(readAtom(), start));
    }
    const [only] = items;
    return items.length === 1 && only ? only : { type: 'seq', items };
  };

  const readQuantified = (item: RegexNode, start: number): RegexNode => {
    const found = take(QUANTIFIER);
    if (!found) return item;
    const [sign = '', low, comma, high] = found;
    const [min, max] =
      low === undefined
        ? [sign[0] === '+' ? 1 : 0, sign[0] === '?' ? 1 : Number.POSITIVE_INFINITY]
        : [Number(low), comma ? (high ? Number(high) : Number.POSITIVE_INFINITY) : Number(low)];
    return { type: 'repeat', item, min, max, text: source.slice(start, at) };
  };

  const readAtom = (): RegexNode => {
    const char = source[at] ?? '';
    if (char === '(') return readGroup();
    if (char === '[') return { type: 'char', set: readClass() };
    if (char === '\\') return readEscape();
    at += 1;
    if (char === '^' || char === '$') return { type: 'assert', sign: char };
    if (char === '.') return { type: 'char', set: ANY_BUT_LINE_END };
    return { type: 'char', set: oneChar(char.charCodeAt(0)) };
  };

  const readGroup = (): RegexNode => {
    const { name, sign = ':' } = take(GROUP)?.groups ?? {};
    if (sign !== ':') {
      const kind = sign.startsWith('<') ? 'look-behind' : 'look-ahead';
      throw new SyntaxError(`${kind} '(?${sign}' is not allowed: patterns run in linear time`);
    }
    if (name !== undefined) names.push(name);
    const node = readAlternatives();
    at += 1;
    return node;
  };

  const readEscape = (): RegexNode => {
    const next = source[at + 1] ?? '';
    if (/[1-9]/.test(next) || (next === 'k' && source[at + 2] === '<'))
      throw new SyntaxError(
        `back-reference '\\${next}' is not allowed: patterns run in linear time`,
      );
    if (next === 'b' || next === 'B') {
      at += 2;
      return { type: 'assert', sign: `\\${next}` };
    }
    return { type: 'char', set: readEscapedSet() };
  };

  const readEscapedSet = (): CharSet => {
    const hex = take(/\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/y);
    if (hex) return oneChar(Number.parseInt(hex[1] ?? hex[2] ?? '', 16));
    const control = take(/\\c([A-Za-z])/y);
    if (control) return oneChar((control[1] ?? '').charCodeAt(0) % 32);
    const next = source[at + 1] ?? '';
    if (next === 'c') throw new SyntaxError("'\\c' needs a letter");
    if (next === '0' && /\d/.test(source[at + 2] ?? ''))
      throw new SyntaxError("octal escapes are not allowed; write '\\x00'");
    at += 2;
    return CLASS_ESCAPES.get(next) ?? oneChar(CONTROLS.get(next) ?? next.charCodeAt(0));
  };

  const readClassItem = (): CharSet => {
    if (source.startsWith('\\b', at)) {
      at += 2;
      return oneChar(0x08);
    }
    if (source[at] === '\\') return readEscapedSet();
    at += 1;
    return oneChar(source.charCodeAt(at - 1));
  };

  const readClass = (): CharSet => {
    at += 1;
    const negated = source[at] === '^';
    if (negated) at += 1;
    const ranges: (readonly [number, number])[] = [];
    while (source[at] !== ']') {
      const low = readClassItem();
      if (source[at] === '-' && source[at + 1] !== ']') {
        at += 1;
        ranges.push(...rangeBetween(low, readClassItem()));
      } else ranges.push(...low);
    }
    at += 1;
    const set = charSet(ranges);
    return negated ? complement(set) : set;
  };

  return { node: readAlternatives(), names };
}

/** `a-z`; where one end is a class (`\w-x`) the dash stands for itself. */
function rangeBetween(low: CharSet, high: CharSet): CharSet {
  const [from, to] = [low[0], high[0]];
  const single = low.length === 1 && high.length === 1 && from && to;
  if (single && from[0] === from[1] && to[0] === to[1]) return [[from[0], to[0]]];
  return [...low, ...oneChar('-'.charCodeAt(0)), ...high];
}
