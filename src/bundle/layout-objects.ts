import { rulesOf } from './layout-kinds.js';
import { NAMESPACE } from './layout-parts.js';

const WORKLOADS = 'pods|daemonsets|deployments|statefulsets';

/** `kubectl cluster-info dump --output-directory`. Source: https://github.com/kubernetes/kubectl pkg/cmd/clusterinfo */
export const CLUSTER_INFO_DUMP = rulesOf('cluster-info-dump', [
  [`(?<namespace>${NAMESPACE})/(?<pod>[^/]+)/logs\\.txt`, 'cluster-log'],
  [`${NAMESPACE}/(?:${WORKLOADS})\\.(?:json|ya?ml)`, 'pod-list'],
  [
    `${NAMESPACE}/(?:events|replication-controllers|services|replicasets|${WORKLOADS})\\.(?:json|ya?ml|txt)`,
    'ignored',
  ],
  // Without the option: all in one text, which its lines tell (`cluster-dump.ts`).
  [
    '(?:kubectl[-_])?(?:cluster[-_]?)?(?:info[-_]?)?dump(?:\\.(?:txt|log|json|out))?',
    'cluster-log',
  ],
]);

/** OpenShift's must-gather, which others imitate. Source: https://github.com/openshift/must-gather */
export const MUST_GATHER = rulesOf('must-gather', [
  [
    'namespaces/(?<namespace>[^/]+)/pods/(?<pod>[^/]+)/(?<container>[^/]+)/[^/]+/logs/(?:current|previous|previous\\.insecure)\\.log[^/]*',
    'cluster-log',
  ],
  [
    'namespaces/(?<namespace>[^/]+)/pods/(?<pod>[^/]+)/(?<container>[^/]+)/[^/]+/logs/rotated/[^/]+',
    'cluster-log',
  ],
  ['namespaces/[^/]+/core/pods\\.ya?ml', 'pod-list'],
  ['namespaces/.+\\.ya?ml', 'ignored'],
  ['cluster-scoped-resources/core/nodes/[^/]+\\.ya?ml', 'nodes-yaml'],
  ['cluster-scoped-resources/.+\\.ya?ml', 'ignored'],
  ['etcd_info/member_list\\.json', 'etcd-member-list'],
  ['etcd_info/[^/]+\\.json', 'ignored'],
  ['host_service_logs/[^/]+/(?<unit>[^/]+)_service\\.log[^/]*', 'log'],
  ['event-filter\\.html', 'ignored'],
  ['timestamp', 'ignored'],
]);
