import { maskSecrets } from './bundle/config/secrets.js';
import type { FindCitations } from './diagnose/evidence.js';
import type { NodeFacts } from './diagnose/facts.js';
import { DISTRIBUTIONS, productOfSignal } from './diagnose/products.js';
import type { FactPlace, NodeConflict } from './model/fact.js';
import { groupBy } from './model/group-by.js';
import type { Quote } from './model/observation.js';
import type { Coverage, NodeInfo } from './model/report.js';
import type { EpochMs } from './model/time.js';
import { APART_MS } from './observe/repeats.js';

/** Of more starts of one source some may not be kept. */
const MAX_STARTS = 64;
/** Sources of one node that are compared with each other. */
const MAX_SOURCES = 50;

/** Two logs of one node that tell of different releases running at one time. */
export interface VersionDispute {
  readonly product: string;
  readonly versions: readonly [string, string];
  readonly evidence: readonly [FactPlace, FactPlace];
}
export type VersionDisputes = ReadonlyMap<string, VersionDispute>;

interface Start {
  readonly at: EpochMs;
  readonly node: string;
  readonly product: string;
  readonly version: string;
  readonly place: FactPlace;
}
type Speaker = Pick<Coverage, 'source' | 'node' | 'format' | 'to'>;

/**
 * Where one log goes on after another of the same node tells of a start with another release, of which the first
 * knows nothing. A file without a host name beside a journal may be another output of the same machine.
 */
export function findDisputes(
  signals: readonly string[],
  find: FindCitations,
  coverage: readonly Speaker[],
): VersionDisputes {
  const bySource = new Map(coverage.map((one) => [one.source, one]));
  const starts = signals
    .filter((signal) => DISTRIBUTIONS.includes(productOfSignal(signal)))
    .flatMap((signal) => find(signal, () => true))
    .flatMap((quote) => startOf(quote) ?? [])
    .sort((a, b) => a.at - b.at || (a.place.source < b.place.source ? -1 : 1));
  const disputes = new Map<string, VersionDispute>();
  for (const own of groupBy(starts, ({ node, product }) => `${node}\u0001${product}`).values()) {
    const [first] = own;
    const logs = [...groupBy(own, ({ place }) => place.source).values()].slice(0, MAX_SOURCES);
    const found = first && disputeIn(logs, bySource);
    if (found && !disputes.has(first.node)) disputes.set(first.node, found);
  }
  return disputes;
}

function startOf({ citation, observation }: Quote): Start | undefined {
  const { at, signal, subject, fields } = observation;
  const { source, line, text } = citation;
  if (at === undefined || fields.product_version === undefined) return undefined;
  if (subject.pod !== undefined || subject.node === '') return undefined;
  const version = String(fields.product_version);
  const place = { source, line, text: maskSecrets(text) };
  return { at, node: subject.node, product: productOfSignal(signal), version, place };
}

function disputeIn(
  logs: readonly (readonly Start[])[],
  bySource: ReadonlyMap<string, Speaker>,
): VersionDispute | undefined {
  for (const one of logs) {
    for (const other of logs) {
      if (one === other || one.length >= MAX_STARTS || !areAlike(one, other, bySource)) continue;
      const found = clash(one, other, bySource.get(one[0]?.place.source ?? ''));
      if (found) return found;
    }
  }
  return undefined;
}

function areAlike(
  [a]: readonly Start[],
  [b]: readonly Start[],
  bySource: ReadonlyMap<string, Speaker>,
): boolean {
  const isPlain = (start: Start | undefined): boolean =>
    bySource.get(start?.place.source ?? '')?.format === 'plain';
  return isPlain(a) === isPlain(b);
}

/** A start in `other` while what `one` started still speaks in it. */
function clash(
  one: readonly Start[],
  other: readonly Start[],
  speaker: Speaker | undefined,
): VersionDispute | undefined {
  for (const [index, start] of one.entries()) {
    if (speaker?.to === undefined || speaker.node !== start.node) return undefined;
    const end = (one[index + 1]?.at ?? speaker.to) - APART_MS;
    const during = other.find(
      ({ at, version }) => at >= start.at && at < end && !isSame(version, start.version),
    );
    if (during === undefined) continue;
    const { product } = start;
    const versions = [start.version, during.version] as const;
    return { product, versions, evidence: [start.place, during.place] };
  }
  return undefined;
}

/** Kubernetes cuts `v1.33.3+k0s.0` to `v1.33.3+k0s`. */
const isSame = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

/** What is known of the nodes, with their disputes. */
export const withDisputes = (
  nodes: ReadonlyMap<string, NodeFacts>,
  disputes: VersionDisputes,
): ReadonlyMap<string, NodeFacts> =>
  new Map(
    [...nodes].map(([name, node]) => {
      const { product, versions } = disputes.get(name) ?? {};
      const disputed = product && versions ? { disputed: { product, versions } } : {};
      return [name, { ...node, ...disputed }];
    }),
  );

/** The nodes of the report with their disputes, unless files disagree on the release already. */
export const withDisputedVersions = (
  nodes: readonly NodeInfo[],
  disputes: VersionDisputes,
): readonly NodeInfo[] =>
  nodes.map((node) => {
    const dispute = disputes.get(node.name);
    const { conflicts = [] } = node;
    if (!dispute || conflicts.some(({ field }) => field === 'version')) return node;
    const { versions: values, evidence } = dispute;
    const conflict: NodeConflict = { field: 'version', values, evidence };
    return { ...node, conflicts: [conflict, ...conflicts] };
  });
