import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { FieldValue } from '../../model/record.js';
import { MAX_ENTRIES } from './entry.js';
import { readByIndent } from './indent-tree.js';
import { toPlainValue, toValue } from './scalars.js';

/** One scalar of a YAML or JSON text and the way to it. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: FieldValue;
  readonly line: number;
}

export interface Tree {
  /** The leaves of each document. */
  readonly documents: readonly (readonly Leaf[])[];
  /** Some of it could not be read as YAML: it was read line by line. */
  readonly broken: boolean;
  /** It is nested deeper, or has more in it, than is read. */
  readonly cut?: true;
}

const MAX_DEPTH = 32;
/** Aliases of aliases multiply what there is to see; to find each of them costs a walk of its own. */
const MAX_VISITS = 100_000;
const MAX_ALIASES = 100;
/** The parser's time grows with the square of a hostile text; real files of this kind are a few KiB. */
const MAX_PARSED_CHARS = 65_536;

/**
 * The leaves of YAML or JSON, a map or list without content being the leaf ''. A text that is neither (collectors
 * drop whole lines that hold a secret) is read line by line, by how far each stands in.
 */
export function readTree(text: string): Tree {
  const parsed = text.length > MAX_PARSED_CHARS ? undefined : parseYaml(text);
  return parsed ?? { documents: [readByIndent(text)], broken: true };
}

/**
 * True where settings are YAML to their end: a map, without aliases of aliases and without nesting beyond what is
 * read. Long texts are not looked at.
 */
export function isWholeTree(text: string): boolean {
  if (text.length > MAX_PARSED_CHARS) return true;
  const parsed = parseYaml(text);
  if (parsed === undefined || parsed.cut === true) return false;
  const leaves = parsed.documents.flat();
  return leaves.every(({ path }) => typeof path[0] === 'string');
}

function parseYaml(text: string): Tree | undefined {
  try {
    const counter = new LineCounter();
    const parsed = parseAllDocuments(text, {
      lineCounter: counter,
      logLevel: 'silent',
      prettyErrors: false,
      strict: false,
      uniqueKeys: false,
      // go-yaml 2 is what the products read with; the texts of scalars are resolved by `toPlainValue`
      version: '1.1',
    });
    if ('empty' in parsed) return { documents: [], broken: false };
    if (parsed.every(({ errors }) => errors.length === 0)) {
      const read = parsed.map((document) =>
        leavesOf(document.contents, {
          lineOf: (offset) => counter.linePos(offset).line,
          resolve: (node) => (isAlias(node) ? node.resolve(document) : undefined),
        }),
      );
      const documents = read.map(({ leaves }) => leaves);
      return { documents, broken: false, ...(read.some(({ cut }) => cut) && { cut: true }) };
    }
  } catch {
    // brackets nested by the ten thousand overflow the parser's stack: such a text is no configuration
  }
  return undefined;
}

interface Context {
  readonly lineOf: (offset: number) => number;
  readonly resolve: (node: Node) => Node | undefined;
}

function leavesOf(
  root: Node | null,
  { lineOf, resolve }: Context,
): { readonly leaves: readonly Leaf[]; readonly cut: boolean } {
  const leaves: Leaf[] = [];
  let cut = false;
  let visits = 0;
  let aliases = 0;
  const walk = (given: unknown, path: readonly (string | number)[], around: number): void => {
    visits += 1;
    if (isAlias(given)) aliases += 1;
    const isFull = leaves.length >= MAX_ENTRIES || visits > MAX_VISITS || aliases > MAX_ALIASES;
    if (isFull || path.length > MAX_DEPTH) {
      cut = true;
      return;
    }
    // Node types of the parser: pairs hold `unknown`
    const node = isAlias(given) ? resolve(given) : (given as Node | null | undefined);
    const line = node?.range ? lineOf(node.range[0]) : around;
    if (isMap(node) && node.items.length > 0) {
      for (const { key, value } of node.items) {
        const at = isScalar(key) && key.range ? lineOf(key.range[0]) : line;
        const name = isScalar(key) ? (key.source ?? String(key.value ?? '')) : '';
        walk(value, [...path, name], at);
      }
    } else if (isSeq(node) && node.items.length > 0) {
      node.items.forEach((item, index) => {
        walk(item, [...path, index], line);
      });
    } else if (path.length > 0) leaves.push({ path, line, value: leafValue(node, path) });
  };
  walk(root, [], 1);
  return { leaves, cut };
}

function leafValue(node: Node | null | undefined, path: Leaf['path']): FieldValue {
  if (!isScalar(node)) return '';
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  const text = node.source ?? String(node.value ?? '');
  return node.type === 'PLAIN' ? toPlainValue(text, key) : toValue(text, key);
}

/** `['spec', 'virtualIPs', 0]` is `spec.virtualIPs[0]`. */
export const dotted = (path: Leaf['path']): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`,
    '',
  );
