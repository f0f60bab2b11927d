import { type ConfigEntry, linesOf } from './entry.js';
import { readAnnotation, unquoteGo } from './node-annotations.js';
import { type Leaf, readTree } from './tree.js';

const ANNOTATION = /^(k3s|rke2)\.io\/node-(args|env)$/;

/** Node objects as JSON or YAML: what each node was started with. Of a cut text, what is whole. */
export function readNodeObjects(text: string): readonly ConfigEntry[] {
  const json = parseJson(text);
  if (json !== undefined) return readNodes(nodesOf(json), text);
  return /^\s*[[{]/.test(text) ? readPieces(text) : readNodeYaml(text);
}

function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut or merged: read in pieces
  }
}

interface NodeObject {
  readonly name: string | undefined;
  readonly annotations: object;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function nodesOf(json: unknown): readonly NodeObject[] {
  const list = isObject(json) && Array.isArray(json.items) ? json.items : [json].flat();
  return list.flatMap((item: unknown) => {
    const metadata = isObject(item) ? item.metadata : undefined;
    if (!isObject(metadata)) return [];
    const { name, annotations } = metadata;
    return [
      {
        name: typeof name === 'string' ? name : undefined,
        annotations: isObject(annotations) ? annotations : {},
      },
    ];
  });
}

/** The lines are found again in the text, where the annotations stand in the order of the nodes. */
function readNodes(nodes: readonly NodeObject[], text: string): readonly ConfigEntry[] {
  const lineAt = lineCounter(text);
  let from = 0;
  return nodes.flatMap(({ name, annotations }) => {
    const places = Object.entries(annotations).flatMap(([key, value]) => {
      const [, program = '', kind] = ANNOTATION.exec(key) ?? [];
      if (kind === undefined || typeof value !== 'string') return [];
      const at = text.indexOf(`"${key}"`, from);
      return [{ program, kind, json: value, at: at < 0 ? from : at }];
    });
    from = Math.max(from, ...places.map(({ at }) => at + 1));
    return places.flatMap(({ program, kind, json, at }) =>
      readAnnotation({
        program,
        kind: kind === 'env' ? 'env' : 'args',
        json,
        line: lineAt(at),
        node: name,
      }),
    );
  });
}

/** JSON that does not parse: annotations by their text, the node by the host name in the same object. */
function readPieces(text: string): readonly ConfigEntry[] {
  const lineAt = lineCounter(text);
  const starts = [...text.matchAll(/"kind"\s*:\s*"Node"/g)].map(({ index }) => index);
  return [0, ...starts].flatMap((start, at) => {
    const part = text.slice(start, starts[at] ?? text.length);
    const [, node] =
      /"(?:(?:k3s|rke2|kubernetes)\.io\/hostname)"\s*:\s*"([^"]+)"/.exec(part) ??
      /"name"\s*:\s*"([^"]+)"/.exec(part) ??
      [];
    const found = part.matchAll(
      /"(k3s|rke2)\.io\/node-(args|env)"\s*:\s*"((?:\\.|[^"\\])*)(?:"|\\?$)/g,
    );
    return [...found].flatMap(({ 1: program = '', 2: kind, 3: json = '', index }) =>
      readAnnotation({
        program,
        kind: kind === 'env' ? 'env' : 'args',
        json: unquoteGo(json),
        line: lineAt(start + index),
        node,
      }),
    );
  });
}

function readNodeYaml(text: string): readonly ConfigEntry[] {
  const names = new Map<string, string>();
  const leaves = readTree(text).documents.flatMap((document, at) =>
    document.map((leaf) => ({ ...leaf, object: `${at} ${objectOf(leaf)}` })),
  );
  for (const { path, value, object } of leaves) {
    if (path.at(-2) === 'metadata' && path.at(-1) === 'name') names.set(object, String(value));
  }
  return leaves.flatMap(({ path, value, line, object }) => {
    const [, program = '', kind] = ANNOTATION.exec(String(path.at(-1))) ?? [];
    if (kind === undefined || path.at(-2) !== 'annotations') return [];
    return readAnnotation({
      program,
      kind: kind === 'env' ? 'env' : 'args',
      json: String(value),
      line,
      node: names.get(object),
    });
  });
}

/** `items[3].metadata…` belongs to `items 3`. */
const objectOf = ({ path }: Leaf): string => path.slice(0, path.indexOf('metadata')).join(' ');

/**
 * `kubectl describe nodes`: an annotation of more than 140 characters stands on the line below its name, cut, and
 * ends with `...`. Source: kubernetes/kubectl pkg/describe/describe.go, `printAnnotationsMultiline`.
 */
export function readNodeDescriptions(text: string): readonly ConfigEntry[] {
  let node: string | undefined;
  const lines = linesOf(text);
  return lines.flatMap((line, at) => {
    node = /^Name:\s+(\S+)/.exec(line)?.[1] ?? node;
    const [, program = '', kind, own = ''] =
      /(?:^|\s)(k3s|rke2)\.io\/node-(args|env):\s*(.*)$/.exec(line) ?? [];
    if (kind === undefined) return [];
    const below = own === '';
    const json = (below ? (lines[at + 1] ?? '') : own).trim();
    return readAnnotation({
      program,
      kind: kind === 'env' ? 'env' : 'args',
      json: json.replace(/\.\.\.$/, ''),
      line: at + 1 + Number(below),
      node,
    });
  });
}

/** Line numbers of offsets that only grow. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let seen = 0;
  return (offset) => {
    if (offset < seen) [line, seen] = [1, 0];
    for (
      let at = text.indexOf('\n', seen);
      at >= 0 && at < offset;
      at = text.indexOf('\n', at + 1)
    ) {
      line += 1;
      seen = at + 1;
    }
    return line;
  };
}
