import type { FactExpression, Requirement } from '../model/rule.js';

/** Leaves joined by `any`, `all` and `not`: the form of requirements and of fact expressions. */
export type Tree<Leaf> = Leaf | AnyOf<Leaf> | AllOf<Leaf> | NotOf<Leaf>;
interface AnyOf<Leaf> {
  readonly any: readonly Tree<Leaf>[];
}
interface AllOf<Leaf> {
  readonly all: readonly Tree<Leaf>[];
}
interface NotOf<Leaf> {
  readonly not: Tree<Leaf>;
}

export type FactLeaf = Exclude<
  FactExpression,
  { readonly any: unknown } | { readonly all: unknown } | { readonly not: unknown }
>;

/** What to make of each kind of branch. */
export interface Fold<Leaf, Value> {
  leaf(leaf: Leaf): Value;
  any(values: readonly Value[]): Value;
  all(values: readonly Value[]): Value;
  not(value: Value): Value;
}

const has = (tree: unknown, key: string): boolean =>
  typeof tree === 'object' && tree !== null && key in tree;
export const isAny = <Leaf>(tree: Tree<Leaf>): tree is AnyOf<Leaf> => has(tree, 'any');
export const isAll = <Leaf>(tree: Tree<Leaf>): tree is AllOf<Leaf> => has(tree, 'all');
const isNot = <Leaf>(tree: Tree<Leaf>): tree is NotOf<Leaf> => has(tree, 'not');

/** The value of a tree, from its leaves up. */
export function fold<Leaf, Value>(tree: Tree<Leaf>, by: Fold<Leaf, Value>): Value {
  const inner = (part: Tree<Leaf>): Value => fold(part, by);
  if (isAny(tree)) return by.any(tree.any.map(inner));
  if (isAll(tree)) return by.all(tree.all.map(inner));
  if (isNot(tree)) return by.not(inner(tree.not));
  return by.leaf(tree as Leaf); // no branch is left
}

/** All names of a requirement, those under `not` left out. */
export const namesOf = (requirement: Requirement): readonly string[] =>
  fold<string, readonly string[]>(requirement, {
    leaf: (name) => [name],
    any: (names) => names.flat(),
    all: (names) => names.flat(),
    not: () => [],
  });

/** All leaves of a fact, those under `not` too. */
export const leavesOf = (expression: FactExpression): readonly FactLeaf[] =>
  fold<FactLeaf, readonly FactLeaf[]>(expression, {
    leaf: (leaf) => [leaf],
    any: (leaves) => leaves.flat(),
    all: (leaves) => leaves.flat(),
    not: (leaves) => leaves,
  });
