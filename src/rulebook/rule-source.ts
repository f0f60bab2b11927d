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
} {
  const lines = new LineCounter();
  const sources: RuleSource[] = [];
  const mistakes: Mistake[] = [];
  const options = { lineCounter: lines, prettyErrors: false, stringKeys: true } as const;
  const parsed = parseAllDocuments(text, options);
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const faults = [...document.errors, ...document.warnings];
    for (const fault of faults) mistakes.push(toMistake(path, lineAt(lines, fault.pos[0]), fault));
    if (faults.length > 0 || document.contents === null) continue;
    try {
      sources.push(createSource(path, document, lines));
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error; // too many aliases
      mistakes.push({ place: { file: path, line: 1 }, what: `YAML: ${error.message}` });
    }
  }
  return { sources, mistakes };
}

const lineAt = (lines: LineCounter, offset: number): number => lines.linePos(offset).line || 1;

function toMistake(
  file: string,
  line: number,
  fault: { readonly code: string; readonly message: string },
): Mistake {
  const place = { file, line };
  if (fault.code === 'DUPLICATE_KEY')
    return { place, what: 'duplicate key', hint: 'a key may stand once in a mapping' };
  return { place, what: `YAML: ${fault.message}` };
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
