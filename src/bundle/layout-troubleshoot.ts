import { below, type PlaceRow, rulesOf } from './layout-kinds.js';

/** `host-collectors/…`, or `host-collectors/<node>/…` where collectors ran on every node. */
const HOST = '(?:host-collectors|(?<scope>host-collectors/(?<node>[^/]+)))';
const RESULTS =
  'diskUsage|certificate|certificatesCollection|filesystemPerformance|http|httpLoadBalancer|tcpLoadBalancer|tcpPortStatus|tcpConnect|udpPortStatus|subnetAvailable|networkNamespaceConnectivity|dns|sysctl|cgroups|kubernetes|registryImages|hostKernelModules';
const TABLES =
  'curl-etcd-health-\\d+|k8s-api-healthz-\\d+|etcd-healthz-\\d+|free|top|top-few-args|uptime|df|iostat|systemctl-[^/]*status|localhost-ips|sestatus|apparmor-status|crictl-ps|iptables|iptables-version|lsblk|netstat-[^/]+|ip-route-table|sysctl|sysctl-all|k0s-sysinfo|du-root|mount|ps-detect-antivirus-and-security-tools';

const hostRows: readonly PlaceRow[] = [
  ['system/time\\.json', 'time-json'],
  ['system/hostos_info\\.json', 'hostos-json'],
  ['system/node_list\\.json', 'nodes-json'],
  ['system/[^/]+\\.json', 'ignored'],
  ['(?:run-host|journald)/[^/]+-(?:info\\.json|stderr\\.txt)', 'ignored'],
  ['run-host/k0s-status\\.txt', 'k0s-status'],
  ['run-host/k0s-version\\.txt', 'k0s-version'],
  ['run-host/hostnames?\\.txt', 'hostname'],
  ['run-host/(?:etc-)?hosts\\.txt', 'hosts-file'],
  ['run-host/etcd-member(?:s|-list)\\.txt', 'etcd-member-list'],
  ['run-host/vmstat\\.txt', 'vmstat'],
  ['run-host/date[^/]*\\.txt', 'date'],
  ['run-host/timedatectl[^/]*\\.txt', 'timedatectl'],
  ['run-host/uname\\.txt', 'uname'],
  ['run-host/ip[-_]addr[^/]*\\.txt', 'ip-addr'],
  ['run-host/systemctl-cat-journald\\.txt', 'journald-conf'],
  ['run-host/systemctl-cat-[^/]+\\.txt', 'unit-file'],
  ['run-host/(?:journalctl-)?dmesg\\.txt', 'log', 'kernel'],
  ['run-host/(?<unit>k0scontroller|k0sworker)-logs\\.txt', 'log'],
  ['run-host/journalctl-(?<unit>k0scontroller|k0sworker)\\.txt', 'log'],
  [`run-host/(?:${TABLES})\\.txt`, 'ignored'],
  ['run-host/ps(?:-[^/]+)?\\.txt', 'process-list'],
  ['run-host/[^/]+', 'log'],
  ['journald/[^/]+', 'log'],
  ['errors/[^/]+\\.json', 'ignored'],
  [`(?:${RESULTS})/.+\\.(?:json|txt)`, 'ignored'],
  ['(?:runtime-config|installer-support-files|sysctl-config[^/]*)/.+\\.log[^/]*', 'log'],
  ['(?:runtime-config|installer-support-files|sysctl-config[^/]*)/.+', 'ignored'],
  ['(?:.+/)?license\\.ya?ml', 'ignored'],
];

const OBJECT = '[^/]+\\.(?:json|ya?ml)';

/**
 * Troubleshoot: k0s and Embedded Cluster, controllers and workers; with or without a top folder.
 * Source: https://github.com/replicatedhq/troubleshoot pkg/collect,
 * https://github.com/k0sproject/k0s docs/support-bundle-{controller,worker}.yaml
 */
export const TROUBLESHOOT = rulesOf('troubleshoot', [
  ['cluster-resources/nodes\\.json', 'nodes-json'],
  ['cluster-resources/pods/logs/[^/]+/[^/]+/[^/]+-logs-errors\\.log', 'ignored'],
  [
    'cluster-resources/pods/logs/(?<namespace>[^/]+)/(?<pod>[^/]+)/(?<container>[^/]+?)(?:-previous)?\\.log[^/]*',
    'cluster-log',
  ],
  ['cluster-resources/(?:pods|daemonsets|deployments|statefulsets)/[^/]+\\.json', 'pod-list'],
  ['cluster-resources/.+\\.(?:json|ya?ml)', 'ignored'],
  ['cluster-info/cluster_version\\.json', 'cluster-version'],
  [`cluster-info/${OBJECT}`, 'ignored'],
  [`node-metrics/${OBJECT}`, 'ignored'],
  ['metadata/(?:user|cluster|skipped-collectors)\\.json', 'ignored'],
  ['metadata/collector-errors/.+\\.json', 'ignored'],
  ['execution-data/summary\\.txt', 'ignored'],
  ['analysis\\.json', 'ignored'],
  ['version\\.ya?ml', 'ignored'],
  ['etcd/member-list\\.json', 'etcd-member-list'],
  ['etcd/(?:endpoint-health|endpoint-status|alarm-list|version)\\.json', 'ignored'],
  ['podlogs/(?:[^/]+/)?(?<pod>[^/]+)/(?<container>[^/]+?)(?:-previous)?\\.log[^/]*', 'cluster-log'],
  ...below(HOST, hostRows),
]);
