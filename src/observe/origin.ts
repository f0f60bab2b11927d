import type { Pod } from '../model/record.js';
import { nodeOfStaticPod } from '../model/static-pod.js';

/** Endings that say nothing about the node: compression, rotation, kind. */
const ENDINGS =
  /(?:\.(?:gz|log|txt|json|ndjson|jsonl|journal|export|out|err|\d+|\d{8}(?:-\d{6})?))+$/i;
const TELLS_NOTHING =
  /^(?:journal.*|syslog|messages|kern|daemon|stdin|output|out|logs?|.*-logs?|podlogs|pods|current|previous|k3s|rke2|k0s|k3s-agent|rke2-(?:server|agent)|k0s(?:controller|worker)|kube-.*|cloud-controller-manager|konnectivity.*|spegel.*|etcd|kubelet|containerd|dmesg|input|stderr|stdout|\d*)$/i;

/**
 * The node a file speaks of, where its lines carry no host name: `server1.log` is server1's,
 * `logs/server1/k3s.log` too. `undefined` where name and folder say nothing.
 */
export function nodeOfPath(source: string): string | undefined {
  if (source === 'stdin' || source.includes('/pods/')) return undefined;
  const parts = source.split('/').filter((part) => part !== '' && part !== '.');
  const file = parts.at(-1)?.replace(ENDINGS, '') ?? '';
  if (!TELLS_NOTHING.test(file)) return file;
  const folder = parts.at(-2) ?? '';
  return TELLS_NOTHING.test(folder) || folder === '..' ? undefined : folder;
}

/** The kubelet names a static pod after its node: `etcd-server1` runs on server1. */
export function nodeOfPod(pod: Pod): string | undefined {
  if (pod.namespace !== undefined && pod.namespace !== 'kube-system') return undefined;
  return nodeOfStaticPod(pod.name ?? '');
}
