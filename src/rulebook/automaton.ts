import { type CharSet, charSet } from './char-set.js';
import type { RegexNode } from './regex-syntax.js';

/**
 * The position automaton (Glushkov) of a pattern: one state per character of the pattern, entered by
 * consuming that character. Where two derivations lead from one state to another, `follow` names it
 * twice: that is the mark of a pattern that can match the same text in several ways.
 */
export interface Automaton {
  readonly size: number;
  readonly first: readonly number[];
  readonly follow: readonly (readonly number[])[];
  /** After these states the whole pattern has matched, whatever comes next. */
  readonly free: ReadonlySet<number>;
  /** Which characters enter the state: a bit set over the classes of characters the pattern tells apart. */
  readonly masks: readonly bigint[];
  /** The outermost unbounded repetition around the state, as written. */
  readonly loops: readonly (string | undefined)[];
}

interface Part {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** Like `nullable` and `last`, but `$` and `\b` count as something that can fail. */
  readonly free: boolean;
  readonly freeLast: readonly number[];
}

const EMPTY: Part = { nullable: true, first: [], last: [], free: true, freeLast: [] };
const MAX_STATES = 1500;
/** A bounded repetition up to here is written out; a longer one is judged like one without end. */
const MAX_COPIES_OF_CHAR = 32;
const MAX_COPIES_OF_GROUP = 4;

/** Returns `undefined` where the pattern is too large to judge. */
export function buildAutomaton(node: RegexNode): Automaton | undefined {
  const sets: CharSet[] = [];
  const follow: number[][] = [];
  const loops: (string | undefined)[] = [];

  const connect = (from: readonly number[], to: readonly number[]): void => {
    for (const state of from) follow[state]?.push(...to);
  };

  const join = (left: Part, right: Part): Part => {
    connect(left.last, right.first);
    return {
      nullable: left.nullable && right.nullable,
      first: left.nullable ? [...left.first, ...right.first] : left.first,
      last: right.nullable ? [...left.last, ...right.last] : right.last,
      free: left.free && right.free,
      freeLast: right.free ? [...left.freeLast, ...right.freeLast] : right.freeLast,
    };
  };

  const optional = (part: Part): Part => ({ ...part, nullable: true, free: true });

  const buildRepeat = (node: RegexNode & { type: 'repeat' }, loop: string | undefined): Part => {
    if (node.max === 0) return EMPTY;
    if (node.max > copiesAllowed(node.item)) {
      const part = build(node.item, loop ?? node.text);
      connect(part.last, part.first);
      return node.min === 0 ? optional(part) : part;
    }
    let tail = EMPTY;
    for (let copy = node.max; copy > node.min; copy -= 1)
      tail = optional(join(build(node.item, loop), tail));
    for (let copy = 0; copy < node.min; copy += 1) tail = join(build(node.item, loop), tail);
    return tail;
  };

  const build = (node: RegexNode, loop: string | undefined): Part => {
    if (sets.length > MAX_STATES) return EMPTY;
    switch (node.type) {
      case 'assert':
        return { ...EMPTY, free: false };
      case 'seq':
        return node.items.reduce<Part>((left, item) => join(left, build(item, loop)), EMPTY);
      case 'alt':
        return either(node.items.map((item) => build(item, loop)));
      case 'repeat':
        return buildRepeat(node, loop);
      case 'char': {
        const state = sets.push(node.set) - 1;
        follow.push([]);
        loops.push(loop);
        return { nullable: false, first: [state], last: [state], free: false, freeLast: [state] };
      }
    }
  };

  const whole = build(node, undefined);
  if (sets.length > MAX_STATES) return undefined;
  const free = new Set(whole.freeLast);
  return { size: sets.length, first: whole.first, follow, free, masks: toMasks(sets), loops };
}

const copiesAllowed = (item: RegexNode): number =>
  item.type === 'char' ? MAX_COPIES_OF_CHAR : MAX_COPIES_OF_GROUP;

function either(parts: readonly Part[]): Part {
  return {
    nullable: parts.some((part) => part.nullable),
    first: parts.flatMap((part) => part.first),
    last: parts.flatMap((part) => part.last),
    free: parts.some((part) => part.free),
    freeLast: parts.flatMap((part) => part.freeLast),
  };
}

/** Splits the characters into classes that no set tells apart; a set is then a bit per class. */
function toMasks(sets: readonly CharSet[]): bigint[] {
  const all = charSet([[0, 0xffff]]);
  const borders = new Set<number>();
  for (const [from, to] of [...all, ...sets.flat()]) {
    borders.add(from);
    borders.add(to + 1);
  }
  const starts = [...borders].sort((a, b) => a - b);
  return sets.map((set) =>
    starts.reduce(
      (mask, start, bit) =>
        set.some(([from, to]) => start >= from && start <= to) ? mask | (1n << BigInt(bit)) : mask,
      0n,
    ),
  );
}
