import { rulesOf } from './layout-kinds.js';
import { POD_LOG_FOLDER } from './layout-parts.js';

const DATA = '(?:var/lib/rancher/)?(?:k3s|rke2)/';
const UNIT = '(?:k3s|rke2|k0s)[^/]*';

/** Files as they lie on a host, taken by hand or by a collector that keeps the tree. */
export const HOST_FILES = rulesOf('host-files', [
  [`(?:var[/_]log/|var_log/)?pods/${POD_LOG_FOLDER}`, 'log'],
  [POD_LOG_FOLDER, 'log'],
  [
    '(?:var[/_]log/)?containers/(?<pod>[^/_]+)_[^/_]+_(?<container>[^/]+)-[0-9a-f]{64}\\.log[^/]*',
    'log',
  ],
  ['(?:var|run)/log/journal/.+', 'log'],
  ['var/log/(?:lastlog|wtmp|btmp|faillog|tallylog)[^/]*', 'ignored'],
  ['var/log/(?:sa|sysstat|atop)/.+', 'ignored'],
  ['var/log/(?:kern|dmesg)[^/]*', 'log', 'kernel'],
  [`var/log/(?<unit>${UNIT}?)\\.(?:log|err)[^/]*`, 'log'],
  ['var/log/(?:syslog|messages|daemon|secure|auth|cloud-init|user)[^/]*', 'log'],
  ['var/log/audit/[^/]+', 'log'],
  [`${DATA}agent/logs/kubelet[^/]*`, 'log', 'kubelet'],
  ['agent/logs/kubelet[^/]*', 'log', 'kubelet'],
  [`${DATA}agent/containerd/containerd\\.log[^/]*`, 'log', 'containerd'],
  ['agent/containerd/containerd\\.log[^/]*', 'log', 'containerd'],
  [`${DATA}(?:agent/pod-manifests|server/manifests)/[^/]+\\.ya?ml`, 'pod-manifest'],
  [`${DATA}server/logs/audit[^/]*`, 'log'],
  ['(?:etc/)?kubernetes/manifests/[^/]+\\.ya?ml', 'pod-manifest'],
  ['(?:etc/)?rancher/(?:k3s|rke2)/config\\.ya?ml', 'config-yaml'],
  ['(?:etc/)?rancher/(?:k3s|rke2)/config\\.ya?ml\\.d/[^/]+\\.ya?ml', 'config-dropin'],
  ['(?:etc/)?rancher/(?:k3s|rke2)/registries\\.ya?ml', 'registries-yaml'],
  ['(?:etc/)?rancher/.+', 'ignored'],
  ['(?:etc/)?k0s/k0s\\.ya?ml', 'k0s-yaml'],
  ['etc/k0s/.+', 'ignored'],
  [
    `(?:etc|lib|usr/lib|usr/local/lib)/systemd/system/${UNIT}\\.service(?:\\.d/[^/]+\\.conf)?`,
    'unit-file',
  ],
  [`etc/systemd/system/${UNIT}\\.service\\.env`, 'env-file'],
  [`etc/(?:default|sysconfig)/${UNIT}`, 'env-file'],
  ['(?:(?:etc|run|lib|usr/lib)/systemd/)?journald\\.conf(?:\\.d/[^/]+)?', 'journald-conf'],
  ['(?:(?:etc|lib|usr/lib|run)/)?systemd/(?:system|user|network)/.+', 'ignored'],
  ['(?:etc/)?keepalived/.+\\.conf', 'keepalived-conf'],
  ['etc/hostname', 'hostname'],
  ['etc/hosts', 'hosts-file'],
  ['etc/timezone', 'timezone'],
]);

/** Files that tell by their own name what they are, wherever they lie. */
export const LOOSE_FILES = rulesOf(undefined, [
  ['hostname(?:fqdn|s)?(?:\\.txt)?', 'hostname'],
  ['(?:etc[-_]?)?hosts(?:\\.txt)?', 'hosts-file'],
  ['date(?:\\.txt)?', 'date'],
  ['timedatectl(?:[-_]status)?(?:\\.txt)?', 'timedatectl'],
  ['uname(?:[-_]a)?(?:\\.txt)?', 'uname'],
  ['vmstat(?:\\.txt)?', 'vmstat'],
  ['ip[-_](?:a|addr|address)(?:[-_]show)?(?:\\.txt)?', 'ip-addr'],
  ['ps(?:[-_]?auxf?w*|-ef)?\\.txt', 'process-list'],
  ['versions?(?:\\.txt)?', 'versions'],
  ['(?<product>k3s|rke2|k0s)[-_]version(?:\\.txt)?', 'version'],
  ['k0s[-_]status(?:\\.txt|\\.ya?ml)?', 'k0s-status'],
  ['nodes?\\.json', 'nodes-json'],
  ['nodes?\\.ya?ml', 'nodes-yaml'],
  ['(?:kubectl[-_])?(?:get[-_])?nodes(?:[-_](?:o[-_])?wide)?(?:\\.txt|\\.out)?', 'nodes-table'],
  ['(?:kubectl[-_])?(?:nodes[-_]?describe|describe[-_]nodes?)(?:\\.txt|\\.out)?', 'nodes-describe'],
  ['(?:etcd[-_])?member[-_]?list(?:\\.txt|\\.json)?', 'etcd-member-list'],
  ['config\\.ya?ml', 'config-yaml'],
  ['config\\.ya?ml\\.d/[^/]+\\.ya?ml', 'config-dropin'],
  ['registries\\.ya?ml', 'registries-yaml'],
  ['k0s\\.ya?ml', 'k0s-yaml'],
  [`${UNIT}\\.service`, 'unit-file'],
  [`${UNIT}\\.service\\.d/[^/]+\\.conf`, 'unit-file'],
  [`${UNIT}\\.service\\.env`, 'env-file'],
  ['keepalived\\.conf', 'keepalived-conf'],
  ['journald\\.conf', 'journald-conf'],
]);
