/** A path in a configuration file, `spec.network.type`; a name with a slash is one key. */
const DOTTED = /^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+$/;
/** Texts that YAML reads as they stand; all others are quoted. */
const PLAIN = /^(?!(?:true|false|null)$)[A-Za-z/][\w./+-]*$/i;

type Tree = Map<string, unknown>;

/** The settings of a fix as lines of YAML, `a.b: c` nested. Nothing where there are none. */
export function settingLines(configuration: Readonly<Record<string, unknown>>): string[] {
  const tree: Tree = new Map();
  for (const [key, value] of Object.entries(configuration)) {
    place(tree, DOTTED.test(key) ? key.split('.') : [key], value);
  }
  return mappingLines(tree);
}

function place(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  const below = tree.get(key);
  if (rest.length === 0) {
    if (below instanceof Map)
      for (const [name, inner] of entries(value)) place(below, [name], inner);
    else tree.set(key, isSection(value) ? new Map(entries(value)) : value);
    return;
  }
  const branch: Tree = below instanceof Map ? below : new Map();
  tree.set(key, branch);
  place(branch, rest, value);
}

const isSection = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const entries = (value: unknown): [string, unknown][] => {
  if (value instanceof Map) return [...value];
  return isSection(value) ? Object.entries(value) : [];
};

const mappingLines = (section: object): string[] =>
  entries(section).flatMap(([key, value]) => {
    const lines = blockLines(value);
    const [name, indent] = [scalar(key), Array.isArray(value) || isSection(value) ? '  ' : ''];
    return lines
      ? [`${name}:`, ...lines.map((line) => indent + line)]
      : [`${name}: ${flow(value)}`];
  });

/** A mapping or list that has something in it. */
function blockLines(value: unknown): string[] | undefined {
  if (Array.isArray(value) && value.length > 0) return value.flatMap(itemLines);
  return isSection(value) && entries(value).length > 0 ? mappingLines(value) : undefined;
}

function itemLines(value: unknown): string[] {
  const [first, ...rest] = blockLines(value) ?? [flow(value)];
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}

function flow(value: unknown): string {
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return '[]';
  return isSection(value) ? '{}' : String(value ?? null);
}

const scalar = (text: string): string => (PLAIN.test(text) ? text : JSON.stringify(text));
