/** Pods the kubelet runs from manifests and names after its node: `etcd-server1`. */
export const STATIC_PODS =
  'etcd|kube-apiserver|kube-controller-manager|kube-scheduler|cloud-controller-manager';

/** A Deployment's pod ends in two hashes, so its name holds no node. */
const DEPLOYMENT_POD = /^[a-f0-9]{7,10}-[a-z0-9]{5}$/;
const STATIC_POD = new RegExp(`^(?:${STATIC_PODS})-(.+)$`);

/** The node a static pod runs on; `undefined` for other pods. */
export function nodeOfStaticPod(pod: string): string | undefined {
  const node = STATIC_POD.exec(pod)?.[1];
  return node === undefined || DEPLOYMENT_POD.test(node) ? undefined : node;
}
