import type { FileClass } from './bundle/layout.js';
import type { NodeRegistry } from './bundle/nodes.js';
import { logClusters } from './log-clusters.js';
import { type SourceClaim, settleLogNodes } from './log-nodes.js';
import type { RawCoverage } from './observe/coverage.js';
import type { OwnAddress } from './observe/own-addresses.js';
import { nodesOfPaths, type PathNode } from './observe/path-nodes.js';

/** What the logs tell of their nodes, all together. */
export interface LogOrigins {
  /** Without copies of others. */
  readonly covered: readonly Pick<RawCoverage, 'source' | 'role' | 'nodes' | 'node' | 'to'>[];
  readonly ownAddresses: readonly OwnAddress[];
  /** Names the user gave to sources: nothing is known better. */
  readonly given: ReadonlySet<string>;
  /** By source, as far as they are known. */
  readonly classes: ReadonlyMap<string, FileClass>;
}

export const NO_LOGS: LogOrigins = {
  covered: [],
  ownAddresses: [],
  given: new Set(),
  classes: new Map(),
};

type ClassOf = (source: string) => FileClass;

/** A host's tree as it was taken by hand names its node by its root, other bundles by their files. */
export const isNamedByPath = ({ layout, clusterWide }: FileClass): boolean =>
  !clusterWide && layout === undefined;

/** Nodes by path of the logs that may be named so. */
export function pathNodes(
  { covered }: LogOrigins,
  classOf: ClassOf,
): ReadonlyMap<string, PathNode> {
  const sources = covered.flatMap(({ source, role }) => {
    const { layout, scope, clusterWide, pod } = classOf(source);
    const isHostTree = layout === 'host-files';
    const isMeant = role === 'log' && !clusterWide && pod === undefined && source !== 'stdin';
    return isMeant && (isHostTree || layout === undefined) && !source.includes('/pods/')
      ? [{ source, scope, isHostTree }]
      : [];
  });
  return nodesOfPaths(sources);
}

type NodeAlone = (named: string, source: string, ofPod: boolean) => string;

/** By source and name used there, where all logs together tell another node than one source alone. */
export function settleNames(
  { covered, ownAddresses, given }: LogOrigins,
  { nodes }: NodeRegistry,
  nodeAlone: NodeAlone,
  pathNodeOf: (source: string) => PathNode,
): {
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly clusters: ReadonlyMap<string, string>;
} {
  const known = new Set(nodes.map(({ name }) => name));
  const owned = new Set(nodes.flatMap(({ addresses }) => addresses));
  const sources = covered
    .filter(({ role }) => role === 'log')
    .flatMap(({ source, nodes, node = '' }) =>
      (nodes.length > 0 ? nodes : [node]).map((named) => ({ source, named })),
    );
  const ends = new Map(covered.map(({ source, to }) => [source, to]));
  const claims: readonly SourceClaim[] = ownAddresses
    .filter(({ source }) => ends.has(source))
    .map(({ node: named, to: last, ...claim }) => ({
      ...claim,
      named,
      last,
      to: Math.max(last, ends.get(claim.source) ?? last),
    }));
  const settled = settleLogNodes({
    sources,
    claims,
    nameOf: ({ named, source }) => nodeAlone(named, source, false),
    isKnown: (name) => known.has(name),
    isGiven: (name) => given.has(name),
    isOwned: (address) => owned.has(address),
    pathNamesOf: (source) => [pathNodeOf(source).name, pathNodeOf(source).differing],
  });
  return { names: settled.names, clusters: logClusters(settled.nodes) };
}
