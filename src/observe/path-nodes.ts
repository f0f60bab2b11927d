import { isNodeFile, isNodeFolder, nodeOfPath, stemOf } from './origin.js';

/** Folders looked at above a file. */
const MAX_CLIMB = 40;

/** A source that may be named after its path. */
export interface PathSource {
  readonly source: string;
  /** The folder it belongs to with others: the root of a host's tree, else its own. */
  readonly scope: string;
  /** Its place inside the scope is that of every host: names of files and folders there tell no node. */
  readonly isHostTree: boolean;
}

export interface PathNode {
  /** By its own name, else its folder's, else the part of the path that differs from that of its equals. */
  readonly name?: string;
  /** By the part of the path that differs from that of its equals alone. */
  readonly differing?: string;
}

/** Nodes of sources whose lines carry no host name, by all their paths together. */
export function nodesOfPaths(sources: readonly PathSource[]): ReadonlyMap<string, PathNode> {
  const parted = sources.map((one) => partsOf(one));
  const byTail = new Map<string, Set<string>>();
  for (const { steps } of parted) {
    for (const [tail, part] of steps) byTail.set(tail, (byTail.get(tail) ?? new Set()).add(part));
  }
  const differingOf = ({ steps }: Parted): string | undefined =>
    steps.find(([tail, part]) => isNodeFolder(part) && (byTail.get(tail)?.size ?? 0) > 1)?.[1];
  // What one file of a folder tells, all of the folder do.
  const ofScopes = new Map<string, Set<string>>();
  for (const one of parted) {
    const found = one.isTelling ? undefined : differingOf(one);
    if (found === undefined) continue;
    ofScopes.set(one.scope, (ofScopes.get(one.scope) ?? new Set()).add(found));
  }
  return new Map(
    parted.map((one) => {
      const [only, ...more] = ofScopes.get(one.scope) ?? [];
      const shared = more.length === 0 ? only : undefined;
      const differing = one.isTelling ? undefined : (differingOf(one) ?? shared);
      const name = (one.isHostTree ? undefined : nodeOfPath(one.source)) ?? differing;
      return [
        one.source,
        {
          ...(name === undefined ? {} : { name }),
          ...(differing === undefined ? {} : { differing }),
        },
      ];
    }),
  );
}

interface Parted extends PathSource {
  /** The file is called after its node. */
  readonly isTelling: boolean;
  /** From the scope outwards: the path below a folder, and the folder's name, where it may be a node's. */
  readonly steps: readonly (readonly [tail: string, part: string])[];
}

function partsOf(one: PathSource): Parted {
  const { source, scope, isHostTree } = one;
  const folders = partsIn(scope);
  const file = partsIn(source).slice(folders.length);
  const stem = stemOf(file.at(-1) ?? '');
  const isTelling = !isHostTree && isNodeFile(stem);
  const steps: (readonly [string, string])[] = [];
  let tail = [...file.slice(0, -1), stem].join('/');
  for (const part of folders.reverse().slice(0, MAX_CLIMB)) {
    steps.push([tail, part]);
    tail = `${part}/${tail}`;
  }
  return { ...one, isTelling, steps };
}

const partsIn = (path: string): string[] =>
  path.split('/').filter((part) => part !== '' && part !== '.');
