import type { Envelope } from './envelope.js';

/** Words in the names of what runs K3s, RKE2 or k0s, in a unit or, as nested clusters and Rancher do, in a pod. */
const CLUSTER = /k3[sdk]|rke2|k0s|rancher|vcluster|syncer|kube|cluster|server|master/i;
/** Whoever carries the lines of any program: container runtimes, shells, sessions and what starts services. */
const ANYBODYS =
  /docker|containerd|cri-?o|podman|conmon|libpod|nerdctl|lxc|machine|^(?:ba|da|z)?sh$|logger|systemd|session-|user@|\.scope$|^init|journal|syslog|super|^[0-9a-f]{12,}$/i;

const remembered = new Map<string, boolean>();
const MAX_REMEMBERED = 1_000;

/**
 * The entry says who wrote it, and that is neither a part of a cluster nor somebody who carries the lines of others:
 * a log shipper's own pod, a service of another kind. What it prints is a quotation. The name of a syslog entry alone
 * is no such word, as forwarders choose it.
 */
export function isOfAnother({ ident, unit, pod }: Envelope): boolean {
  if (pod !== undefined) return isOther([pod.name, pod.container]);
  return unit !== undefined && isOther([unit, ident]);
}

function isOther(names: readonly (string | undefined)[]): boolean {
  const key = names.join(' ');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const given = names.filter((name) => name !== undefined && name !== '');
  const isKnown = given.some((name = '') => CLUSTER.test(name) || ANYBODYS.test(name));
  const other = given.length > 1 && !isKnown;
  if (remembered.size < MAX_REMEMBERED) remembered.set(key, other);
  return other;
}
