import type { AffectedNode } from '../model/report.js';
import type { Affected, DiagnosisRule, Text } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { judgeVersion, type VersionVerdict } from './affected.js';
import { judgeDisputed } from './disputed.js';
import type { ClusterFacts, Start } from './facts.js';
import { DISTRIBUTIONS } from './products.js';
import { compareVersions, parseVersion } from './version.js';

type Versions = Extract<Affected, { kind: 'versions' }>;

/** A node and the time in which the fault showed there; infinite where times mean nothing. */
export interface NodeSpan {
  readonly node: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface VersionsVerdict {
  readonly nodes: readonly AffectedNode[];
  readonly fixes: Readonly<Record<string, string>>;
  /** `configuration`: no version matters. */
  readonly state: 'affected' | 'not-affected' | 'unknown' | 'configuration';
  /** No node that was affected is so any more: later starts tell of a release with the fix. */
  readonly isUpgraded: boolean;
}

/** The answer per node, and per product the highest release that one of them needs. */
export function judgeVersions(
  rule: DiagnosisRule,
  facts: ClusterFacts,
  spans: readonly NodeSpan[],
  seen: ReadonlySet<string>,
): VersionsVerdict {
  const versioned = new Map(
    Object.entries(rule.affected).flatMap(([product, affected]): [string, Versions][] =>
      affected.kind === 'versions' ? [[product, affected]] : [],
    ),
  );
  if (versioned.size === 0) {
    return { nodes: [], fixes: {}, state: 'configuration', isUpgraded: false };
  }
  // Where no node is known, the version of the unknown one is judged all the same.
  const all = spans.length > 0 ? spans : [ANYWHERE];
  const judged = all.map((span) => judgeNode(span, versioned, facts, seen));
  const has = (status: AffectedNode['status']): boolean =>
    judged.some((node) => node.status === status);
  return {
    nodes: judged.filter(({ node }) => node !== ''),
    fixes: rule.fix.upgrade ? highestFixes(judged) : {},
    isUpgraded:
      has('affected') &&
      judged.every(({ node, status, product = '' }, at) => {
        const { to = Number.POSITIVE_INFINITY } = all[at] ?? {};
        const { starts = [] } = facts.nodes.get(node) ?? {};
        return (
          status === 'not-affected' || cureOf(starts, { to }, product, versioned) !== undefined
        );
      }),
    state: has('affected') ? 'affected' : has('unknown') ? 'unknown' : 'not-affected',
  };
}

const ANYWHERE: NodeSpan = {
  node: '',
  from: Number.NEGATIVE_INFINITY,
  to: Number.POSITIVE_INFINITY,
};

function judgeNode(
  span: NodeSpan,
  versioned: ReadonlyMap<string, Versions>,
  facts: ClusterFacts,
  seen: ReadonlySet<string>,
): AffectedNode {
  const { node } = span;
  const disputed = judgeDisputed(facts.nodes.get(node), versioned);
  if (disputed) return disputed;
  const own = (facts.nodes.get(node)?.starts ?? []).filter((one) => versioned.has(one.product));
  const starts = own.length === 0 && node === '' ? startsOfAll(versioned, facts) : own;
  const judged = startsIn(starts, span).map((start) => ({
    start,
    verdict: judgeAs(start.product, start.version, versioned),
  }));
  const chosen =
    judged.find(({ verdict }) => verdict.status === 'affected') ??
    judged.find(({ verdict }) => verdict.status === 'unknown') ??
    judged.at(-1);
  if (chosen) {
    const { version, product } = chosen.start;
    const cure = cureOf(starts, span, product, versioned);
    if (cure === undefined || chosen.verdict.status !== 'affected') {
      return { node, version, product, ...chosen.verdict };
    }
    return { node, version, product, status: 'affected', note: upgradedTo(cure.version) };
  }
  const product = productOf(node, versioned, facts, seen);
  const [later] = starts;
  const verdict = later ? judgeLater(later, versioned) : judgeAs(product, undefined, versioned);
  return { node, ...(product === undefined ? {} : { product }), ...verdict };
}

/**
 * What runs on all nodes in one release, a DaemonSet, runs in that release on a node without a name, too. None where
 * releases are told that are not judged alike.
 */
function startsOfAll(
  versioned: ReadonlyMap<string, Versions>,
  facts: ClusterFacts,
): readonly Start[] {
  const starts = [...facts.nodes.values()]
    .flatMap((node) => node.starts)
    .filter(({ product }) => versioned.has(product) && !DISTRIBUTIONS.includes(product))
    .sort((a, b) => a.at - b.at || (a.version < b.version ? -1 : 1));
  const judged = starts.map(({ product, version }) => judgeAs(product, version, versioned).status);
  return new Set(judged).size === 1 ? starts : [];
}

/** What the node was started with last, after the fault, where that release has the fix. */
function cureOf(
  starts: readonly Start[],
  { to }: Pick<NodeSpan, 'to'>,
  product: string,
  versioned: ReadonlyMap<string, Versions>,
): Start | undefined {
  const last = starts.findLast((start) => start.product === product);
  if (last === undefined || last.at <= to) return undefined;
  return judgeAs(product, last.version, versioned).status === 'not-affected' ? last : undefined;
}

/** What ran in an interval: the last start before it, and those during it. */
export const startsIn = (
  starts: readonly Start[],
  { from, to }: Pick<NodeSpan, 'from' | 'to'>,
): readonly Start[] => [
  ...[starts.findLast(({ at }) => at <= from)].filter((start) => start !== undefined),
  ...starts.filter(({ at }) => at > from && at <= to),
];

/** Without a known product the answer names the releases of all of them. */
function judgeAs(
  product: string | undefined,
  version: string | undefined,
  versioned: ReadonlyMap<string, Versions>,
): VersionVerdict {
  const affected = product === undefined ? undefined : versioned.get(product);
  if (affected) return judgeVersion(version, affected);
  const notes = [...versioned.values()].flatMap((one) => judgeVersion(undefined, one).note ?? []);
  const [note] = notes;
  if (notes.length < 2 || !note) return { status: 'unknown', ...(note ? { note } : {}) };
  return { status: 'unknown', note: neitherKnown([...versioned.keys()]) };
}

/** A later start does not tell what ran before; its branch still tells the likely goal. */
function judgeLater(later: Start, versioned: ReadonlyMap<string, Versions>): VersionVerdict {
  const { fix } = judgeAs(later.product, undefined, versioned);
  const note = startedLater(later.version);
  return fix === undefined ? { status: 'unknown', note } : { status: 'unknown', note, fix };
}

/** The only product there can be: of the rule, else on this node, else in the cluster. */
function productOf(
  node: string,
  versioned: ReadonlyMap<string, Versions>,
  facts: ClusterFacts,
  seen: ReadonlySet<string>,
): string | undefined {
  const products = [...versioned.keys()];
  const { products: own = new Set<string>(), starts = [] } = facts.nodes.get(node) ?? {};
  const started = new Set(starts.map(({ product }) => product));
  const choices = [
    products,
    ...[started, own, seen].map((set) => products.filter((p) => set.has(p))),
  ];
  return choices.find(({ length }) => length === 1)?.[0];
}

function highestFixes(nodes: readonly AffectedNode[]): Readonly<Record<string, string>> {
  const fixes: Record<string, string> = {};
  for (const { product, fix } of nodes) {
    if (fix === undefined || product === undefined) continue;
    const known = fixes[product];
    if (known === undefined || isHigher(fix, known)) fixes[product] = fix;
  }
  return Object.fromEntries(Object.entries(fixes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isHigher(a: string, b: string): boolean {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left !== undefined && right !== undefined && (compareVersions(left, right) ?? 0) > 0;
}

const startedLater = (version: string): Text => ({
  en: `the version at that time is not in the input; started with ${version} afterwards`,
  zh: `输入中没有当时的版本信息；之后以 ${version} 启动`,
});

const upgradedTo = (version: string): Text => ({
  en: `started with ${version} since, which has the fix`,
  zh: `此后已以包含修复的 ${version} 启动`,
});

const neitherKnown = (products: readonly string[]): Text => ({
  en: `neither version nor product (${products.join(', ')}) are in the input`,
  zh: `输入中既没有版本，也看不出是哪个产品（${products.join('、')}）`,
});
