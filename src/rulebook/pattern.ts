import { type Ambiguity, findAmbiguity, MIN_PREFIX } from './ambiguity.js';
import { buildAutomaton } from './automaton.js';
import { parseRegex, type RegexNode } from './regex-syntax.js';

/**
 * What is wrong with a pattern, or `undefined`. Refused is what does not run in time linear to the text
 * from where it starts: look-around, back-references, repetitions inside repetitions that can share their
 * text in several ways, neighbours that can trade characters, and an unbounded repetition at the start.
 */
export function checkPattern(source: string): string | undefined {
  const tree = parseRegex(source);
  if ('complaint' in tree) return tree.complaint;
  const hollow = findHollowRepeat(tree.node);
  if (hollow !== undefined) return `'${hollow}' repeats something that can be empty: it backtracks`;
  const automaton = buildAutomaton(tree.node);
  if (!automaton) return 'is too long: write out fewer repetitions';
  const ambiguity = findAmbiguity(automaton, isAnchored(tree.node));
  if (ambiguity) return describe(ambiguity);
  return isNullable(tree.node) ? 'can match the empty text' : undefined;
}

/** Named groups, in order; none for a pattern that cannot be read. */
export function groupNames(source: string): readonly string[] {
  const tree = parseRegex(source);
  return 'complaint' in tree ? [] : tree.names;
}

function describe(ambiguity: Ambiguity): string {
  switch (ambiguity.kind) {
    case 'exponential':
      return `'${ambiguity.loop}' has a repetition inside a repetition that can match the same text in several ways: it backtracks`;
    case 'quadratic': {
      const [first, second] = ambiguity.loops;
      return `'${first}' and '${second}' can match the same text: it backtracks; narrow one of them (such as '[^ ]*') or split the pattern in two under '|re|all'`;
    }
    case 'restart':
      return `the repetition '${ambiguity.loop}' stands too near the start: it is tried again at every character; begin with '^' or at least ${MIN_PREFIX} fixed characters, or bound it such as '{1,20}'`;
    case 'unknown':
      return 'is too intricate to prove that it runs in linear time';
  }
}

function isNullable(node: RegexNode): boolean {
  switch (node.type) {
    case 'char':
      return false;
    case 'assert':
      return true;
    case 'seq':
      return node.items.every(isNullable);
    case 'alt':
      return node.items.some(isNullable);
    case 'repeat':
      return node.min === 0 || isNullable(node.item);
  }
}

function findHollowRepeat(node: RegexNode): string | undefined {
  if (node.type === 'repeat') {
    if (node.max > 1 && isNullable(node.item)) return node.text;
    return findHollowRepeat(node.item);
  }
  if (node.type !== 'seq' && node.type !== 'alt') return undefined;
  for (const item of node.items) {
    const found = findHollowRepeat(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every way through the pattern begins with `^`. */
function isAnchored(node: RegexNode): boolean {
  if (node.type === 'assert') return node.sign === '^';
  if (node.type === 'alt') return node.items.every(isAnchored);
  if (node.type === 'repeat') return node.min > 0 && isAnchored(node.item);
  if (node.type !== 'seq') return false;
  const [head] = node.items;
  return head !== undefined && isAnchored(head);
}
