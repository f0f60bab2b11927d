import type { Pod } from '../model/record.js';

/** What a controller appends to the names of its pods: five letters that no other pod of the cluster has. */
const GENERATED = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** No other pod is called so: a DaemonSet's or a Deployment's, not `etcd-0`, which each cluster may have. */
export const isUniquePodName = (name: string): boolean => GENERATED.test(name);

/** What tells a pod from all others, wherever it ran; `undefined` where its name may be that of several. */
export function podKeyOf(pod: Pod | undefined): string | undefined {
  const { uid, name } = pod ?? {};
  if (uid !== undefined) return `pod ${uid}`;
  return name !== undefined && isUniquePodName(name) ? `pod ${name}` : undefined;
}
