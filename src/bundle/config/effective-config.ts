import type { FactPlace } from '../../model/fact.js';
import { groupBy } from '../../model/group-by.js';
import type { FieldValue } from '../../model/record.js';
import { isListKey } from './flags.js';
import { PRECEDENCE, RUNNING } from './precedence.js';
import type { ConfigFact } from './read-config.js';
import { MASK } from './secrets.js';

export type ConfigValue = FieldValue | readonly FieldValue[];

/**
 * One key, several values: nothing puts them in order, a file was changed since the program started, or two
 * sources do not agree on what it was started with. The value in force stands last.
 */
export interface ConfigConflict {
  readonly key: string;
  readonly sides: readonly { readonly value: ConfigValue; readonly place: FactPlace }[];
}

/** What holds for one node. `file` narrows a question to a file, its drop-ins included. */
export interface ConfigView {
  readonly node: string;
  /** The value in force; several for flags that may be repeated. `undefined` where no file sets the key. */
  readonly get: (key: string, file?: string) => ConfigValue | undefined;
  /** Whether anything was read from the file. */
  readonly has: (file: string) => boolean;
  /** Where the value in force stands. */
  readonly places: (key: string, file?: string) => readonly FactPlace[];
  readonly keys: () => readonly string[];
  readonly conflicts: readonly ConfigConflict[];
}

/** The facts of one source and rank: they are taken together. */
type Layer = readonly [ConfigFact, ...ConfigFact[]];

/** The configuration of a node out of the facts that are its own. */
export function configView(node: string, facts: readonly ConfigFact[]): ConfigView {
  const byKey = groupBy(facts, ({ key }) => key);
  const files = new Set([...byKey.values()].flat().map(({ file }) => file));
  const winners = (key: string, file?: string): readonly ConfigFact[] => {
    const all = byKey.get(key) ?? [];
    return resolve(layersOf(all.filter((fact) => file === undefined || isOf(fact.file, file))));
  };
  return {
    node,
    get: (key, file) => valueOfAll(winners(key, file)),
    has: (file) => [...files].some((name) => isOf(name, file)),
    places: (key, file) => winners(key, file).map(({ place }) => place),
    keys: () => [...byKey.keys()].sort(),
    conflicts: [...byKey.values()].flatMap((all) => conflictsOf(layersOf(all))),
  };
}

const isOf = (name: string, file: string): boolean =>
  name === file || name.startsWith(`${file}.d/`);

/** Lowest first; drop-ins of equal rank in the order of their names, as the product reads them. */
function layersOf(facts: readonly ConfigFact[]): readonly Layer[] {
  const layers = groupBy(
    facts,
    ({ precedence, file, scope, place }) => `${precedence} ${file} ${scope} ${place.source}`,
  );
  return [...layers.values()].sort(
    ([a], [b]) =>
      a.precedence - b.precedence ||
      compare(a.file, b.file) ||
      compare(a.place.source, b.place.source) ||
      compare(a.scope, b.scope),
  );
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** The facts in force: a layer replaces those below it, or joins them. */
function resolve(layers: readonly Layer[]): readonly ConfigFact[] {
  let held: readonly ConfigFact[] = [];
  for (const layer of layers) {
    const repeats = isListKey(layer[0].key) || !/^(?:arguments|environment)$/.test(layer[0].file);
    const own = repeats ? layer : layer.slice(-1);
    held = layer[0].appends ? [...held, ...own] : own;
  }
  const seen = new Set<FieldValue>();
  return held.filter(({ value }) => !seen.has(value) && seen.add(value));
}

function valueOfAll(facts: readonly ConfigFact[]): ConfigValue | undefined {
  const [first, second] = facts;
  return second === undefined ? first?.value : facts.map(({ value }) => value);
}

/** Files against files of equal rank, and what the node was started with against the files. */
function conflictsOf(layers: readonly Layer[]): readonly ConfigConflict[] {
  const started = layers.filter(([{ precedence }]) => precedence >= RUNNING);
  const written = layers.filter(([{ precedence }]) => precedence < RUNNING);
  const sides = [resolve(written), resolve(started)].filter((side) => side.length > 0);
  const [files = [], running = []] = sides;
  const stale = sides.length === 2 && !agree(files, running) ? [sides] : [];
  const equal = layers.flatMap((layer, at) => {
    const below = layers[at - 1];
    const same = below && below[0].file === layer[0].file && areEqual(below[0], layer[0]);
    return same && !agree(resolve([below]), resolve([layer])) ? [[below, layer]] : [];
  });
  return [...equal, ...stale].map((parts) => ({
    key: layers[0]?.[0].key ?? '',
    sides: parts.flatMap((part) => {
      const value = valueOfAll(part);
      const [fact] = part;
      return fact && value !== undefined ? [{ value, place: fact.place }] : [];
    }),
  }));
}

const areEqual = (a: ConfigFact, b: ConfigFact): boolean =>
  a.precedence === b.precedence || (a.precedence >= RUNNING && b.precedence >= RUNNING);

/** What a node was started with joins the values of files and command line, so it may hold more. */
function agree(lower: readonly ConfigFact[], upper: readonly ConfigFact[]): boolean {
  const [first] = lower;
  const values = new Set(upper.map(({ value }) => value));
  if (values.has(MASK) || lower.some(({ value }) => value === MASK)) return true;
  const isCutList =
    upper[0]?.precedence === PRECEDENCE.shortAnnotation && first && isListKey(first.key);
  return isCutList === true || lower.every(({ value }) => values.has(value));
}
