import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
} from 'yaml';
import type { RulePlace } from '../model/rule.js';
import type { Mistake, RulePath } from './mistake.js';
import type { RuleFile } from './rule-files.js';

/** One YAML document of a rule file. */
export interface RuleSource {
  readonly raw: unknown;
  readonly place: RulePlace;
  /** The deepest part of the path that exists. */
  placeOf(path: RulePath): RulePlace;
}

/** All documents of a file; what YAML itself refuses becomes mistakes. Empty documents are passed over. */
export function readSources({ path, text }: RuleFile): {
  readonly sources: readonly RuleSource[];
  readonly mistakes: readonly Mistake[];
  /** A document could not be read: the rule in it is not known. */
  readonly incomplete: boolean;
} {
  const lines = new LineCounter();
  const sources: RuleSource[] = [];
  const mistakes: Mistake[] = [];
  const options = { lineCounter: lines, prettyErrors: false, stringKeys: true } as const;
  const parsed = parseAllDocuments(text, options);
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const all = [...document.errors, ...document.warnings];
    const [broken] = all.filter(({ code }) => code !== 'DUPLICATE_KEY');
    const faults = broken ? [broken] : all; // what follows a syntax error is mostly its consequence
    for (const fault of faults) {
      const [from] = fault.pos;
      mistakes.push(toMistake({ file: path, line: lineAt(lines, from) }, fault, text.slice(from)));
    }
    if (broken) continue;
    try {
      const source = createSource(path, document, lines);
      if (source.raw !== null) sources.push(source);
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error; // too many aliases
      const line = lineAt(lines, document.range[0]);
      mistakes.push({ place: { file: path, line }, what: `YAML: ${error.message}` });
    }
  }
  return { sources, mistakes, incomplete: mistakes.some(({ what }) => what.startsWith('YAML')) };
}

const lineAt = (lines: LineCounter, offset: number): number => lines.linePos(offset).line || 1;

function toMistake(
  place: RulePlace,
  fault: { readonly code: string; readonly message: string },
  rest: string,
): Mistake {
  if (fault.code !== 'DUPLICATE_KEY') return { place, what: `YAML: ${fault.message}` };
  const [key = ''] = /^[^:\s]*/.exec(rest) ?? [];
  return { place, what: `duplicate key '${key}'`, hint: 'a key may stand once in a mapping' };
}

function createSource(file: string, document: Document, lines: LineCounter): RuleSource {
  const offsetOf = (path: RulePath): number => {
    let node: unknown = document.contents;
    let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
        if (!pair) return offset;
        if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        if (isNode(node)) offset = node.range?.[0] ?? offset;
      } else return offset;
    }
    return offset;
  };
  const placeOf = (path: RulePath) => ({ file, line: lineAt(lines, offsetOf(path)) });
  return { raw: document.toJS(), place: placeOf([]), placeOf };
}
