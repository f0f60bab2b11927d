/** `<namespace>_<pod>_<uid>/<container>/<restart>.log`, rotated and packed too: the folders of the kubelet. */
export const POD_LOG_FOLDER =
  '(?<namespace>[^/_]+)_(?<pod>[^/_]+)_(?<uid>[0-9a-f-]{8,})/(?<container>[^/]+)/\\d+\\.log[^/]*';

/** Namespaces that tell a folder of Kubernetes objects from any other folder. */
export const NAMESPACE =
  '(?:default|spegel|ingress-nginx|[^/]*-system|kube-[^/]+|cattle-[^/]+|fleet-[^/]+|k0s-[^/]+)';

/** Containers whose lines need no other sign of who speaks, in the words of docs/rules.md. */
const COMPONENT_BY_CONTAINER: ReadonlyMap<string, string> = new Map([
  ['etcd', 'etcd'],
  ['kube-apiserver', 'apiserver'],
  ['kube-controller-manager', 'controller-manager'],
  ['kube-scheduler', 'scheduler'],
  ['konnectivity-agent', 'konnectivity-agent'],
  ['spegel', 'spegel'],
  ['keepalived', 'keepalived'],
]);

/** The Helm chart of Spegel calls its container `registry`, so there the pod has to tell. */
export const componentOfPod = (
  container: string | undefined,
  pod: string | undefined,
): string | undefined =>
  COMPONENT_BY_CONTAINER.get(container ?? '') ??
  (container === 'registry' && /(?:^|-)spegel-/.test(pod ?? '') ? 'spegel' : undefined);
