import type { Pod } from '../model/record.js';
import { setOf } from '../model/rotation.js';
import { nodeOfStaticPod } from '../model/static-pod.js';

/** Endings that say nothing about the node: compression, rotation, kind. */
const ENDINGS =
  /(?:\.(?:gz|log|txt|json|ndjson|jsonl|journal|export|out|err|\d+|\d{8}(?:-\d{6})?))+$/i;
const TELLS_NOTHING =
  /^(?:journal.*|syslog|messages|kern|daemon|stdin|output|out|logs?|.*-logs?|podlogs|pods|current|previous|k3s|rke2|k0s|k3s-agent|rke2-(?:server|agent)|k0s(?:controller|worker)|kube-.*|cloud-controller-manager|konnectivity.*|spegel.*|etcd|kubelet|containerd|dmesg|input|stderr|stdout|[\da-f]{64}|\d*)$/i;
/** A day, and what may follow it, at the end of a name. */
const DAY = /[-_.]\d{4}-?\d\d-?\d\d(?:[-_T].*)?$/;
/** Docker's `<container id>-json.log`; its rotated files keep it. */
const DOCKER = /-json(?=\.log(?:\.|$))/i;
/** Folders that any host has, and days. */
const ANY_FOLDER =
  /^(?:\.\.|~|data|var|opt|tmp|srv|mnt|home|root|etc|lib|rancher|agent|server|host|hosts|node|nodes|bundles?|localhost(?:\..*)?|(?:\d{4}-?)?\d\d-?\d\d(?:[T_-].*)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|old|new|before|after|backup)$/i;
const LOCAL = /^localhost(?:[.\d].*)?$/i;

/** Every host calls itself so. */
export const isLocalName = (name: string): boolean => LOCAL.test(name);

/** May a folder of this name be called after a node? */
export const isNodeFolder = (name: string): boolean =>
  !tellsNothing(name) && !ANY_FOLDER.test(name);

/** May a file of this name, without its endings, be called after a node? */
export const isNodeFile = (stem: string): boolean =>
  !tellsNothing(stem) && !isLocalName(stem) && !/^data$/i.test(stem);

/** `k3s` tells no node, `k3s-2025-04-15` neither. */
const tellsNothing = (name: string): boolean =>
  TELLS_NOTHING.test(name) || TELLS_NOTHING.test(name.replace(DAY, ''));

/** The name of a file without its endings; alike for all files of a rotated set. */
export const stemOf = (file: string): string =>
  setOf(file).replace(DOCKER, '').replace(ENDINGS, '');

/**
 * The node a file speaks of, where its lines carry no host name: `server1.log` is server1's,
 * `logs/server1/k3s.log` too. `undefined` where name and folder say nothing.
 */
export function nodeOfPath(source: string): string | undefined {
  if (source === 'stdin' || source.includes('/pods/')) return undefined;
  const parts = source.split('/').filter((part) => part !== '' && part !== '.');
  const file = stemOf(parts.at(-1) ?? '');
  if (isNodeFile(file)) return file;
  const folder = parts.at(-2) ?? '';
  return isNodeFolder(folder) ? folder : undefined;
}

/** The kubelet names a static pod after its node: `etcd-server1` runs on server1. */
export function nodeOfPod(pod: Pod): string | undefined {
  if (pod.namespace !== undefined && pod.namespace !== 'kube-system') return undefined;
  return nodeOfStaticPod(pod.name ?? '');
}
