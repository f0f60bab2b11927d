import type { FieldValue } from '../../model/record.js';
import { linesOf, MAX_ENTRIES } from './entry.js';
import { toPlainValue, toValue } from './scalars.js';
import type { Leaf } from './tree.js';

interface Level {
  readonly indent: number;
  readonly path: Leaf['path'];
  /** Items seen so far, where the level is a list. */
  items: number;
}

const PAIR =
  /^(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s"'{}[\],#&*!|>%@-][^\s"'{}[\],]*?))\s*:(?:\s+(.*)|)$/;

const DASH = /^-\s+/;
/** Deeper texts are no configuration. */
const MAX_LEVELS = 32;

/**
 * Reads what is left of YAML or of JSON printed over several lines, by how far each line stands in: `key: value`,
 * `"key": "value",`, items after a dash or in brackets. What is none of them is passed over.
 */
export function readByIndent(text: string): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const levels: Level[] = [];
  const open: Leaf[] = [];
  linesOf(text).forEach((raw, at) => {
    if (leaves.length >= MAX_ENTRIES) return;
    let rest = raw.trim().replace(/,$/, '');
    let indent = raw.length - raw.trimStart().length;
    if (rest === '' || /^(?:#|---|\.\.\.|[{}[\]]+$)/.test(rest)) return;
    if (levels.length > MAX_LEVELS) levels.length = 0;
    for (let dash = DASH.exec(rest); dash; dash = DASH.exec(rest)) {
      if (levels.length > MAX_LEVELS) return;
      openItem(levels, indent);
      indent += dash[0].length;
      rest = rest.slice(dash[0].length);
    }
    while ((levels.at(-1)?.indent ?? -1) >= indent) levels.pop();
    const parent = levels.at(-1);
    const base = parent?.path ?? [];
    const [, double, single, plain, value = ''] = PAIR.exec(rest) ?? [];
    const key = double ?? single ?? plain;
    if (key !== undefined) {
      const path = [...base, key];
      levels.push({ indent, path, items: 0 });
      if (value === '' || /^[{[|>]$/.test(value)) open.push({ path, value: '', line: at + 1 });
      else leaves.push(...scalar(path, value, at + 1));
    } else if (parent && /^["'\w/.~]/.test(rest)) {
      const inList = typeof base.at(-1) === 'number';
      leaves.push(...scalar(inList ? base : [...base, parent.items], rest, at + 1));
      if (!inList) parent.items += 1;
    }
  });
  return withEmpty(leaves, open);
}

/** A key below which nothing was found is a leaf without a value. */
function withEmpty(leaves: readonly Leaf[], open: readonly Leaf[]): readonly Leaf[] {
  const idOf = (path: Leaf['path']): string => JSON.stringify(path);
  const parents = new Set<string>();
  for (const { path } of [...leaves, ...open]) {
    for (let depth = path.length - 1; depth > 0; depth -= 1)
      parents.add(idOf(path.slice(0, depth)));
  }
  return [...leaves, ...open.filter(({ path }) => !parents.has(idOf(path)))].sort(
    (a, b) => a.line - b.line,
  );
}

/** A dash opens the next item of the key that stands further out, or as far out as the dash. */
function openItem(levels: Level[], indent: number): void {
  const isItem = (level: Level): boolean => typeof level.path.at(-1) === 'number';
  for (let top = levels.at(-1); top; top = levels.at(-1)) {
    if (top.indent < indent || (top.indent === indent && !isItem(top))) break;
    levels.pop();
  }
  const list = levels.at(-1);
  if (!list) return;
  levels.push({ indent: indent + 0.5, path: [...list.path, list.items], items: 0 });
  list.items += 1;
}

function scalar(path: Leaf['path'], text: string, line: number): readonly Leaf[] {
  const [, double, single] =
    /^(?:"((?:\\.|[^"\\])*)"|'((?:''|[^'])*)')(?:\s*#.*)?$/.exec(text) ?? [];
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  const value: FieldValue =
    double !== undefined || single !== undefined
      ? toValue(double?.replace(/\\(["\\/])/g, '$1') ?? single?.replaceAll("''", "'") ?? '', key)
      : toPlainValue(text.replace(/\s+#.*$/, ''), key);
  return [{ path, value, line }];
}
