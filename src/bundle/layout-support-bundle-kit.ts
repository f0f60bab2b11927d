import { below, type PlaceRow, rulesOf } from './layout-kinds.js';
import { NAMESPACE } from './layout-parts.js';

/** A node's folder: `nodes/<node>.zip/<node>`, also unpacked in place or with one folder less. */
const NODE = '(?<scope>nodes/(?<node>[^/]+?)(?:\\.zip)?(?:/\\k<node>)?)';
/** The same where one node's archive came alone. */
const ALONE = '(?<scope>(?<node>[^/]+))';
const UNITS = 'k3s-restarter|rancherd|rancher-system-agent|iscsid|NetworkManager';

/** What only a node's folder of this layout holds. */
const signs: readonly PlaceRow[] = [
  ['hostinfos/processes_info', 'process-list'],
  ['hostinfos/(?:hostinfo|kernel_config|proc_mounts|multipath\\.conf)', 'ignored'],
  ['configs/etc/hostname', 'hostname'],
  ['configs/etc/rancher/(?:rke2|k3s)/config\\.ya?ml', 'config-yaml'],
  ['configs/etc/rancher/(?:rke2|k3s)/config\\.ya?ml\\.d/[^/]+', 'config-dropin'],
  ['configs/etc/rancher/(?:rke2|k3s)/registries\\.ya?ml', 'registries-yaml'],
  ['configs/(?:oem|etc)/.+', 'ignored'],
  ['logs/(?<unit>k3s|k3s-agent)-service\\.log[^/]*', 'log'],
  ['scc/.+/(?:boot|messages|kubernetes|plugin-[^/]+)\\.txt', 'log'],
  ['scc/.+/basic-environment\\.txt', 'summary'],
  ['scc/.+/network\\.txt', 'ip-addr'],
  ['scc/.+', 'ignored'],
];
const underNodes: readonly PlaceRow[] = [
  ['hostname', 'hostname'],
  ['node\\.ya?ml', 'nodes-yaml'],
  ['logs/(?<unit>rke2-server|rke2-agent|k3s|k3s-agent)\\.log[^/]*', 'log'],
  [`logs/(?<unit>${UNITS})\\.log[^/]*`, 'log'],
  ['logs/(?:kernel|dmesg)\\.log[^/]*', 'log', 'kernel'],
  ['logs/kubelet\\.log[^/]*', 'log', 'kubelet'],
  ['logs/containerd\\.log[^/]*', 'log', 'containerd'],
  ['logs/containerd-images\\.log', 'ignored'],
  ['logs/.+', 'log'],
];

/**
 * support-bundle-kit: Harvester and Longhorn, a zip in the zip for each node, a supportconfig inside that.
 * Everything below a node's folder has that folder as its scope.
 * Source: https://github.com/rancher/support-bundle-kit pkg/manager, hack
 */
export const SUPPORT_BUNDLE_KIT = rulesOf('support-bundle-kit', [
  ['metadata\\.ya?ml', 'metadata-yaml'],
  ['bundleGenerationError\\.log', 'ignored'],
  ['prometheus-alerts\\.json', 'ignored'],
  ['yamls/cluster/(?:v1|kubernetes)/nodes\\.ya?ml', 'nodes-yaml'],
  ['yamls/namespaced/.+/(?:pods|daemonsets|deployments|statefulsets)\\.ya?ml', 'pod-list'],
  ['yamls/.+\\.ya?ml', 'ignored'],
  ...below(NODE, [...signs, ...underNodes]),
  [
    `logs/(?<namespace>${NAMESPACE})/(?<pod>[^/]+)/(?<container>[^/]+?)\\.log(?:\\.\\d+)?`,
    'cluster-log',
  ],
  ...below(ALONE, signs),
]);
