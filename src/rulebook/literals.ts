import { countUnits, listUnits } from './char-set.js';
import { parseRegex, type RegexNode } from './regex-syntax.js';

/** What a part of the pattern says about the text it matches. */
interface Knowledge {
  /** All texts it can match, if they are few. */
  readonly exact?: readonly string[];
  /** One of these occurs in every match; empty: nothing known. */
  readonly required: readonly string[];
}

type Usable = (char: string) => boolean;

const MAX_TEXTS = 16;
const MAX_CLASS = 4;
/** A second literal to look for costs as much as this many characters are worth. */
const COST_OF_LITERAL = 8;
const NOTHING: Knowledge = { required: [] };

/**
 * Strings of which one occurs in every text the pattern matches: one required literal where possible,
 * else those of the alternatives. `usable` tells which characters a literal may hold. Empty if there is none.
 */
export function literalsOf(source: string, usable: Usable = () => true): readonly string[] {
  const tree = parseRegex(source);
  if ('complaint' in tree) return [];
  const { exact, required } = learn(tree.node, usable);
  return withoutLonger(bestOf([required, exact ?? []]));
}

/** The most telling of several sets, each of which is enough. Sets that hold an empty string say nothing. */
export function bestOf(sets: readonly (readonly string[])[]): readonly string[] {
  let best: readonly string[] = [];
  for (const set of sets) if (worth(set) > worth(best)) best = set;
  return best;
}

function worth(literals: readonly string[]): number {
  if (literals.length === 0 || literals.includes('')) return Number.NEGATIVE_INFINITY;
  const shortest = Math.min(...literals.map((literal) => literal.length));
  return shortest - COST_OF_LITERAL * (literals.length - 1);
}

function learn(node: RegexNode, usable: Usable): Knowledge {
  switch (node.type) {
    case 'assert':
      return { exact: [''], required: [] };
    case 'char': {
      if (countUnits(node.set) > MAX_CLASS) return NOTHING;
      const exact = listUnits(node.set);
      return exact.length > 0 && exact.every(usable) ? { exact, required: [] } : NOTHING;
    }
    case 'alt':
      return learnAlternatives(node.items.map((item) => learn(item, usable)));
    case 'seq':
      return learnSequence(node.items.map((item) => learn(item, usable)));
    case 'repeat':
      return learnRepeat(node, learn(node.item, usable));
  }
}

function learnAlternatives(parts: readonly Knowledge[]): Knowledge {
  const exact = parts.flatMap((part) => part.exact ?? []);
  const choices = parts.map((part) => bestOf([part.required, part.exact ?? []]));
  const required = choices.every((choice) => choice.length > 0) ? unique(choices.flat()) : [];
  const known = parts.every((part) => part.exact) && exact.length <= MAX_TEXTS;
  return {
    ...(known ? { exact: unique(exact) } : {}),
    required: required.length <= MAX_TEXTS ? required : [],
  };
}

function learnSequence(parts: readonly Knowledge[]): Knowledge {
  const found: (readonly string[])[] = [];
  let run: readonly string[] = ['']; // all texts of the parts since the last unknown one
  let single = ''; // the same, since the last part with a choice
  let whole = true;
  for (const { exact, required } of parts) {
    const next = exact && exact.length * run.length <= MAX_TEXTS ? cross(run, exact) : undefined;
    if (exact?.length === 1) single += exact[0] ?? '';
    else {
      found.push([single]);
      single = '';
    }
    if (!next) {
      found.push(run, required);
      whole = false;
    }
    run = next ?? exact ?? [''];
  }
  found.push([single], run);
  return { ...(whole ? { exact: run } : {}), required: bestOf(found) };
}

function learnRepeat(node: RegexNode & { type: 'repeat' }, item: Knowledge): Knowledge {
  if (node.max === 0) return { exact: [''], required: [] };
  if (node.min === 0) {
    const once = node.max === 1 && item.exact;
    return once ? { exact: unique(['', ...once]), required: [] } : NOTHING;
  }
  const [only] = item.exact ?? [];
  if (node.min === node.max && item.exact?.length === 1 && only !== undefined && node.max <= 64)
    return { exact: [only.repeat(node.max)], required: [] };
  return { required: bestOf([item.required, item.exact ?? []]) };
}

const cross = (heads: readonly string[], tails: readonly string[]): string[] =>
  unique(heads.flatMap((head) => tails.map((tail) => head + tail)));

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** A literal that contains another one of the set adds nothing. */
const withoutLonger = (literals: readonly string[]): readonly string[] =>
  literals.filter(
    (literal) => !literals.some((other) => other !== literal && literal.includes(other)),
  );
