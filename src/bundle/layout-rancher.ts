import { STATIC_PODS } from '../model/static-pod.js';
import { rulesOf } from './layout-kinds.js';
import { POD_LOG_FOLDER } from './layout-parts.js';

const PRODUCT = '(?<product>k3s|rke2)';
const DISTRO = '(?:k3s|rke2|pod|kubeadm)';
const NETWORK_TABLES =
  'ip6?tables(?:save|mangle|nat)?|nft_ruleset|netstat|netstatistics|ipvsadm|procnetxfrmstat|ipaddrshow|iproute|ipneighbour|iprule|iplinkshow|ipv6(?:neighbour|rule|route|addrshow)|ifconfiga|ss[a-z0-9]{3,7}|ethtool';

/**
 * Rancher logs collector: K3s and RKE2, servers and agents, API up or down, in a pod, and the scripts until
 * September 2023 without a top folder. Most files are output of commands.
 * Source: https://github.com/rancherlabs/support-tools collection/rancher/v2.x/logs-collector
 */
export const RANCHER = rulesOf('rancher', [
  ['journald/(?<unit>[^/]+?)(?:\\.(?:log|txt|gz))*', 'log'],
  ['systeminfo/hostname(?:fqdn)?', 'hostname'],
  ['systeminfo/date', 'date'],
  ['systeminfo/vmstat', 'vmstat'],
  ['systeminfo/uname', 'uname'],
  ['systeminfo/ps', 'process-list'],
  ['systeminfo/dmesg', 'log', 'kernel'],
  ['systeminfo/etchosts', 'hosts-file'],
  ['systeminfo/[^/.]+', 'ignored'],
  ['networking/ipaddrshow', 'ip-addr'],
  [`networking/(?:${NETWORK_TABLES})`, 'ignored'],
  ['networking/cni/.+', 'ignored'],
  ['systemlogs/(?:sysstat-data|sa-data|atop-data)/.+', 'ignored'],
  ['systemlogs/(?:dmesg|kern)[^/]*', 'log', 'kernel'],
  ['systemlogs/.+', 'log'],
  ['collector-output\\.log', 'ignored'],
  ['summary\\.txt', 'summary'],
  ['versions', 'versions'],
  [`${PRODUCT}/version`, 'version'],
  [`${DISTRO}/version`, 'versions'],
  [`${DISTRO}/check-config`, 'ignored'],
  [`${PRODUCT}/config\\.ya?ml`, 'config-yaml'],
  [`${PRODUCT}/registries\\.ya?ml`, 'registries-yaml'],
  ['(?:k3s/k3s|rke2/rke2)\\.ya?ml', 'ignored'],
  [
    `${PRODUCT}/(?:config\\.ya?ml\\.d/)?(?!(?:nodes?|metadata|version|pods)\\.)[^/]+\\.ya?ml`,
    'config-dropin',
  ],
  [`${PRODUCT}/[^/]+\\.service`, 'unit-file'],
  [`${PRODUCT}/[^/]+\\.service\\.env`, 'env-file'],
  [`${PRODUCT}/containerd\\.log[^/]*`, 'log', 'containerd'],
  [`${DISTRO}/crictl/images`, 'crictl-images'],
  [`${DISTRO}/crictl/[^/]+`, 'ignored'],
  [`${DISTRO}/kubectl/nodes`, 'nodes-table'],
  [`${DISTRO}/kubectl/nodes\\.json`, 'nodes-json'],
  [`${DISTRO}/kubectl/nodesdescribe`, 'nodes-describe'],
  [`${DISTRO}/kubectl/pods`, 'pod-table'],
  [`${DISTRO}/kubectl/(?:daemonsets|deployments|statefulsets)`, 'image-table'],
  [`${DISTRO}/kubectl/.+`, 'ignored'],
  [`${DISTRO}/podlogs/${POD_LOG_FOLDER}`, 'log'],
  [
    `${DISTRO}/podlogs/kube-system-(?<pod>(?<container>${STATIC_PODS})-[^/]+?)(?:-previous)?`,
    'cluster-log',
  ],
  [
    `${DISTRO}/podlogs/(?<pod>[^/]*?-(?<container>konnectivity-agent|spegel)-[^/]+?)(?:-previous)?`,
    'cluster-log',
  ],
  [`${DISTRO}/podlogs/(?<pod>[^/]+?)(?:-previous)?`, 'cluster-log'],
  [`${DISTRO}/podlogs/.+`, 'cluster-log'],
  [`${DISTRO}/pod-manifests/[^/]+\\.ya?ml`, 'pod-manifest'],
  [`${DISTRO}/agent-logs/kubelet[^/]*`, 'log', 'kubelet'],
  [`${DISTRO}/(?:agent|server)-logs/[^/]+`, 'log'],
  [`${DISTRO}/directories/[^/]+`, 'ignored'],
  [`${DISTRO}/certs/(?:agent|server)/[^/]+`, 'ignored'],
  ['etcd/memberlist(?:\\.json)?', 'etcd-member-list'],
  ['etcd/(?:endpointstatus|endpointhealth|alarmlist|findserverdb(?:etcd|snapshots))', 'ignored'],
  ['etcd/etcd-metrics-[^/]+\\.txt', 'ignored'],
]);
