import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalsOf } from '../../src/rulebook/literals.js';
import { checkPattern } from '../../src/rulebook/pattern.js';
import { parseRegex, type RegexNode } from '../../src/rulebook/regex-syntax.js';
import { LINEAR } from './patterns.js';

const MAX_STEPS = 300_000;

function treeOf(pattern: string): RegexNode {
  const tree = parseRegex(pattern);
  if ('complaint' in tree) throw new Error(tree.complaint);
  return tree.node;
}

/** The steps a backtracking engine takes to find that no match starts at the begin of the text. */
function countSteps(root: RegexNode, text: string): number {
  let steps = 0;
  type Next = (at: number) => boolean;
  const run = (node: RegexNode, at: number, next: Next): boolean => {
    steps += 1;
    if (steps > MAX_STEPS) return true;
    switch (node.type) {
      case 'char': {
        const unit = text.charCodeAt(at);
        return node.set.some(([from, to]) => unit >= from && unit <= to) && next(at + 1);
      }
      case 'assert':
        if (node.sign === '^' && at > 0) return false;
        return node.sign === '$' && at < text.length ? false : next(at);
      case 'alt':
        return node.items.some((item) => run(item, at, next));
      case 'seq': {
        const from = (index: number): Next => {
          const item = node.items[index];
          return item ? (place) => run(item, place, from(index + 1)) : next;
        };
        return from(0)(at);
      }
      case 'repeat':
        return repeat(node, 0, at, next);
    }
  };
  const repeat = (
    node: RegexNode & { type: 'repeat' },
    count: number,
    at: number,
    next: Next,
  ): boolean => {
    const again: Next = (place) =>
      place === at && count >= node.min ? false : repeat(node, count + 1, place, next);
    if (count < node.max && run(node.item, at, again)) return true;
    return count >= node.min && next(at);
  };
  run(root, 0, () => true);
  return steps;
}

const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', 'ab', ' ', '\\w');
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '+?', '{2,}');
const pattern = fc.letrec<{ node: string; group: string }>((tie) => ({
  group: fc
    .array(tie('node'), { minLength: 1, maxLength: 3 })
    .map((options) => `(?:${options.join('|')})`),
  node: fc
    .array(
      fc
        .tuple(fc.oneof({ withCrossShrink: true }, atom, atom, tie('group')), quantifier)
        .map(
          ([text, sign]) =>
            (text.length > 1 && /^\w/.test(text) && sign ? `(?:${text})` : text) + sign,
        ),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => parts.join('')),
})).node;
const endings = fc.constantFrom('', '!', '$', 'c');

describe('accepted patterns', () => {
  it('take linear steps on texts that repeat', () => {
    let accepted = 0;
    const property = fc.property(
      pattern,
      endings,
      fc.array(fc.constantFrom('a', 'b', 'c', ' ', 'ab', 'aa'), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', 'a', 'ab', 'cb'),
      (middle, end, pump, prefix) => {
        const source = `^${middle}${end}`;
        fc.pre(checkPattern(source) === undefined);
        accepted += 1;
        const node = treeOf(source);
        const stepsFor = (times: number) =>
          countSteps(node, `${prefix}${pump.join('').repeat(times)}~`);
        const [once, twice] = [stepsFor(80), stepsFor(160)];
        expect(twice).toBeLessThan(2.6 * once + 400);
      },
    );
    fc.assert(property, { numRuns: 400, seed: 7, maxSkipsPerRun: 200 });
    expect(accepted).toBeGreaterThan(300);
  });

  it.each(['^(?:a+)+$', '^.*a.*b!', '^a*a*$', '^(?:a|ab|b)*$'])('are not %s', (source) => {
    const node = treeOf(source);
    const stepsFor = (times: number) => countSteps(node, `${'ab'.repeat(times)}~`);
    const stepsForOne = (times: number) => countSteps(node, `${'a'.repeat(times)}~`);
    const grows = (measure: (times: number) => number) =>
      measure(150) > MAX_STEPS || measure(300) > 3 * measure(150);
    expect(grows(stepsFor) || grows(stepsForOne)).toBe(true);
  });
});

/** A text the pattern matches, chosen by the numbers. */
function textFor(node: RegexNode, pick: () => number): string {
  switch (node.type) {
    case 'assert':
      return '';
    case 'char': {
      const [from, to] = node.set[pick() % Math.max(1, node.set.length)] ?? [0x61, 0x61];
      return String.fromCharCode(from + (pick() % (to - from + 1)));
    }
    case 'seq':
      return node.items.map((item) => textFor(item, pick)).join('');
    case 'alt': {
      const item = node.items[pick() % node.items.length];
      return item ? textFor(item, pick) : '';
    }
    case 'repeat': {
      const times = node.min + (pick() % (Math.min(node.max, node.min + 3) - node.min + 1));
      return Array.from({ length: times }, () => textFor(node.item, pick)).join('');
    }
  }
}

describe('literals', () => {
  const anyPattern = fc.oneof(pattern, fc.constantFrom(...LINEAR));
  const picks = fc.infiniteStream(fc.nat(70_000));

  it('one of them occurs in every text the pattern matches', () => {
    let told = 0;
    fc.assert(
      fc.property(anyPattern, picks, (source, numbers) => {
        const literals = literalsOf(source);
        if (literals.length === 0) return;
        told += 1;
        const text = textFor(treeOf(source), () => numbers.next().value ?? 0);
        expect(literals.filter((literal) => text.includes(literal))).not.toEqual([]);
        expect(literals).not.toContain('');
      }),
      { numRuns: 800, seed: 11 },
    );
    expect(told).toBeGreaterThan(400);
  });

  it('hold only characters that are usable', () => {
    fc.assert(
      fc.property(anyPattern, (source) => {
        const literals = literalsOf(source, (char) => char !== 'a' && char !== '"');
        expect(literals.join('')).not.toMatch(/[a"]/);
      }),
      { seed: 13 },
    );
  });

  it('and the reading of a pattern never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: fc.constantFrom(...'ab()[]{}|*+?\\^$.-,:<>=!1k') }),
        ),
        (source) => {
          checkPattern(source);
          expect(literalsOf(source)).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 800, seed: 17 },
    );
  });
});
