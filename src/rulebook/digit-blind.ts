import type { FieldTest, FieldType, SignalRule } from '../model/rule.js';
import { type CharSet, charSet } from './char-set.js';
import { parseRegex, type RegexNode } from './regex-syntax.js';

const DIGITS = charSet([[0x30, 0x39]]);
const LETTERS = charSet([
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);
/** Digits that go on these may be those of a stamp: `2025-04-15T10:…`, klog's `E0415 …`. */
const STAMP_LETTERS = charSet([
  [0x45, 0x46],
  [0x49, 0x49],
  [0x54, 0x54],
  [0x57, 0x57],
]);
const known = new WeakMap<FieldTest, boolean>();

/** By field: of which type a rule has it. */
type Types = Readonly<Record<string, FieldType>>;

/**
 * Does the test answer alike whatever digits the text has, as long as those that go on a word (`k3s`, `p2p`) stay
 * and there are as many as before? What its groups take then begins and ends at the same places.
 */
export function isDigitBlind(test: FieldTest, types: Types = {}): boolean {
  const held = known.get(test);
  const answer = held ?? judge(test);
  if (held === undefined) known.set(test, answer);
  return answer && !isConverted(test, types);
}

/** What is no value of the type is none of the others either. */
const isConverted = ({ modifier, field }: FieldTest, types: Types): boolean =>
  (modifier === 'equals' || modifier === 'neq') && (types[field] ?? 'keyword') !== 'keyword';

function judge({ modifier, values, patterns }: FieldTest): boolean {
  switch (modifier) {
    case 'exists':
      return true;
    case 're':
      return patterns.every(({ source }) => isBlindPattern(source));
    case 'equals':
    case 'neq':
    case 'contains':
    case 'startswith':
    case 'endswith':
      return values.every((value) => typeof value === 'string' && !hasFreeDigits(value));
    default:
      return false;
  }
}

/** Literals that stand in a text whatever its free digits are, or do not; names that a pair has, or has not. */
export const hasBlindWords = ({ literals, where, fields }: SignalRule): boolean =>
  [...literals, ...where.map(({ field }) => field), ...Object.keys(fields)].every(
    (word) => !hasFreeDigits(word),
  );

/** Digits that go on no word, or on a letter of a stamp. */
const hasFreeDigits = (text: string): boolean =>
  /(?<![A-Za-z0-9_])[EFITW]\d/.test(text) || /\d/.test(text.replace(/[A-Za-z_][A-Za-z0-9_]*/g, ''));

export function isBlindPattern(source: string): boolean {
  const tree = parseRegex(source);
  return !('complaint' in tree) && isBlind(tree.node, false);
}

/** `inWord`: what stands before it is always a letter, or a digit that goes on a word. */
function isBlind(node: RegexNode, inWord: boolean): boolean {
  switch (node.type) {
    case 'assert':
      return true;
    case 'char':
      return inWord || isEven(node.set);
    case 'repeat':
      return isBlind(node.item, false);
    case 'alt':
      return node.items.every((item) => isBlind(item, inWord));
    case 'seq':
      return node.items.every((item, at) => isBlind(item, endsWord(node.items, at, inWord)));
  }
}

/** Does a word go on in front of the item at an index? */
function endsWord(items: readonly RegexNode[], index: number, inWord: boolean): boolean {
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = items[at];
    if (before?.type !== 'char') return false;
    if (isWithin(before.set, LETTERS)) return !isOverlapping(before.set, STAMP_LETTERS);
    if (!isWithin(before.set, DIGITS)) return false;
  }
  return inWord;
}

/** All digits are in the set, or none. */
const isEven = (set: CharSet): boolean => {
  const held = set.some(([from, to]) => from <= 0x30 && to >= 0x39);
  return held || set.every(([from, to]) => to < 0x30 || from > 0x39);
};

const isWithin = (set: CharSet, outer: CharSet): boolean =>
  set.length > 0 &&
  set.every(([from, to]) => outer.some(([low, high]) => low <= from && to <= high));

const isOverlapping = (a: CharSet, b: CharSet): boolean =>
  a.some(([from, to]) => b.some(([low, high]) => low <= to && from <= high));
