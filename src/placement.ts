import { offsetInZone } from './bundle/clock-rules.js';
import { classifyPath, type FileClass } from './bundle/layout.js';
import type { NodeRegistry, ZoneAt } from './bundle/nodes.js';
import { hostsOfPods } from './hosts-of-pods.js';
import { isNamedByPath, type LogOrigins, NO_LOGS, pathNodes, settleNames } from './log-origins.js';
import type { Subject } from './model/observation.js';
import type { EpochMs } from './model/time.js';
import { isLocalName, nodeOfPath } from './observe/origin.js';
import type { PathNode } from './observe/path-nodes.js';
import type { SourceClock } from './observe/settle.js';
import { podOfPath } from './parse/transport/pod-path.js';

/** Which node a source or a record belongs to, once all facts are known. */
export interface Placement extends SourceClock {
  /** One name for the node of a record; `named` is what the record says, empty where it says nothing. */
  nodeOf(named: string, source: string, ofPod: boolean): string;
  subjectOf(subject: Subject): Subject;
  /** A bundle tells the zone of the source's bare stamps. */
  hasZone(source: string): boolean;
}

export interface LogPlacement extends Placement {
  /** Clusters of nodes as the folders of logs tell them, by the node's name. */
  readonly clusters: ReadonlyMap<string, string>;
}

/** The node of what a log names in its records (empty: nothing), be it the log of a pod. */
export const nodeOfLog = ({ nodeOf }: Placement, named: string, source: string): string =>
  nodeOf(named, source, podOfPath(source) !== undefined);

export function createPlacement(registry: NodeRegistry, logs: LogOrigins = NO_LOGS): LogPlacement {
  const classes = new Map(logs.classes);
  const classOf = (source: string): FileClass => {
    const held = classes.get(source);
    if (held) return held;
    const found = classifyPath(source);
    classes.set(source, found);
    return found;
  };

  const paths = pathNodes(logs, classOf);
  const pathNodeOf = (source: string): PathNode => {
    const known = paths.get(source);
    if (known) return known;
    const name = isNamedByPath(classOf(source)) ? nodeOfPath(source) : undefined;
    return name === undefined ? {} : { name };
  };
  let hosts: ReadonlyMap<string, string> = new Map();
  const nodeAlone = (said: string, source: string, ofPod: boolean): string => {
    const { scope, clusterWide, node, pod } = classOf(source);
    const named = isLocalName(said) && !logs.given.has(said) ? '' : said;
    if (named !== '') return registry.canonical(named, scope);
    const known = clusterWide ? node : (registry.nameOf(scope) ?? node);
    if (known !== undefined) return registry.canonical(known, scope);
    if (pod !== undefined) return registry.nodeOfPod(pod, scope) ?? hosts.get(source) ?? '';
    // Outside bundles a file is named after its node; the file of a pod's log is not.
    return ofPod || clusterWide ? '' : (pathNodeOf(source).name ?? '');
  };
  const { names, clusters } = settleNames(logs, registry, nodeAlone, pathNodeOf);
  const nodeOf = (named: string, source: string, ofPod: boolean): string => {
    const settled = ofPod && named === '' ? undefined : names.get(source)?.get(named);
    return settled ?? nodeAlone(named, source, ofPod);
  };
  hosts = hostsOfPods(logs, classOf, (named, source) =>
    named === '' ? (paths.get(source)?.differing ?? '') : nodeOf(named, source, false),
  );
  const nodeOfSubject = ({ node, pod, source }: Subject): string => {
    const named = nodeOf(node, source, pod !== undefined);
    if (named !== '' || pod === undefined) return named;
    return registry.nodeOfPod(pod, classOf(source).scope) ?? '';
  };

  /** The zone of the host that fetched a pod's log is not the pod's. */
  const zonesOf = (source: string): readonly ZoneAt[] => {
    const { scope, clusterWide } = classOf(source);
    return clusterWide ? [] : registry.zoneOf(scope);
  };

  return {
    nodeOf,
    clusters,
    subjectOf(subject) {
      const node = nodeOfSubject(subject);
      return node === subject.node ? subject : { ...subject, node };
    },
    offsetOf: (source, at) => offsetAt(nearest(zonesOf(source), at), at),
    hasZone: (source) => zonesOf(source).length > 0,
    momentOf: (source) => registry.momentOf(classOf(source).scope),
  };
}

/** The zone that was in force: told at that time or before, else the first that was told. */
const nearest = (zones: readonly ZoneAt[], at: EpochMs): ZoneAt | undefined =>
  zones.findLast((zone) => zone.at <= at) ?? zones[0];

const MINUTE_MS = 60_000;

/**
 * What holds for a wall clock at a time: by the rules of a named zone, where they agree with what was told. The
 * hour that autumn has twice is taken for the one of the told offset.
 */
function offsetAt(told: ZoneAt | undefined, wallMs: EpochMs): number {
  if (told === undefined) return 0;
  const { offsetMinutes, at, zone } = told;
  if (zone === undefined || offsetInZone(zone, at) !== offsetMinutes) return offsetMinutes;
  return offsetInZone(zone, wallMs - offsetMinutes * MINUTE_MS) ?? offsetMinutes;
}
