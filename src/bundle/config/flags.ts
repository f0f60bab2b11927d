/** Flags that take no value of their own, of K3s, RKE2 and k0s. Source: pkg/cli/cmds of k3s-io/k3s, cmd of k0sproject/k0s. */
export const BOOLEAN_KEYS: ReadonlySet<string> = new Set([
  'alsologtostderr',
  'cluster-init',
  'cluster-reset',
  'debug',
  'disable-agent',
  'disable-apiserver',
  'disable-apiserver-lb',
  'disable-cloud-controller',
  'disable-controller-manager',
  'disable-default-registry-endpoint',
  'disable-etcd',
  'disable-helm-controller',
  'disable-kube-proxy',
  'disable-network-policy',
  'disable-scheduler',
  'docker',
  'embedded-registry',
  'enable-cloud-provider',
  'enable-dynamic-config',
  'enable-k0s-cloud-provider',
  'enable-metrics-scraper',
  'enable-pprof',
  'enable-servicelb',
  'enable-worker',
  'etcd-disable-snapshots',
  'etcd-expose-metrics',
  'etcd-s3',
  'etcd-s3-insecure',
  'etcd-s3-skip-ssl-verify',
  'etcd-snapshot-compress',
  'flannel-external-ip',
  'flannel-ipv6-masq',
  'kine-tls',
  'multus',
  'no-taints',
  'prefer-bundled-bin',
  'protect-kernel-defaults',
  'rootless',
  'secrets-encryption',
  'selinux',
  'single',
  'supervisor-metrics',
  'tls-san-security',
  'verbose',
  'with-node-id',
]);

const LIST_KEYS: ReadonlySet<string> = new Set([
  'airgap-extra-registry',
  'cluster-cidr',
  'cluster-dns',
  'cni',
  'control-plane-probe-configuration',
  'control-plane-resource-limits',
  'control-plane-resource-requests',
  'disable',
  'disable-components',
  'labels',
  'node-external-dns',
  'node-external-ip',
  'node-internal-dns',
  'node-ip',
  'node-label',
  'node-taint',
  'service-cidr',
  'taints',
  'tls-san',
]);

/** Flags that may be given several times, all of them counting; of others the last one counts. */
export const isListKey = (key: string): boolean =>
  LIST_KEYS.has(key) || /-(?:arg|extra-env|extra-mount)$/.test(key);

const RANCHER_SHORT: Readonly<Record<string, string>> = {
  c: 'config',
  d: 'data-dir',
  i: 'node-ip',
  o: 'write-kubeconfig',
  s: 'server',
  t: 'token',
};
const SHORT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  k3s: RANCHER_SHORT,
  rke2: RANCHER_SHORT,
  k0s: { c: 'config', d: 'debug', l: 'logging', s: 'status-socket', v: 'verbose' },
  keepalived: { f: 'use-file' },
};

/** The full name of a flag: `s` of k3s is `server`. */
export const fullName = (program: string, flag: string): string => SHORT[program]?.[flag] ?? flag;

const VARIABLES: Readonly<Record<string, string>> = {
  AGENT_TOKEN: 'agent-token',
  AGENT_TOKEN_FILE: 'agent-token-file',
  CLUSTER_INIT: 'cluster-init',
  CLUSTER_RESET: 'cluster-reset',
  CLUSTER_SECRET: 'cluster-secret',
  CONFIG_FILE: 'config',
  DATASTORE_CAFILE: 'datastore-cafile',
  DATASTORE_CERTFILE: 'datastore-certfile',
  DATASTORE_ENDPOINT: 'datastore-endpoint',
  DATASTORE_KEYFILE: 'datastore-keyfile',
  DATA_DIR: 'data-dir',
  DEBUG: 'debug',
  KUBECONFIG_GROUP: 'write-kubeconfig-group',
  KUBECONFIG_MODE: 'write-kubeconfig-mode',
  KUBECONFIG_OUTPUT: 'write-kubeconfig',
  LB_SERVER_PORT: 'lb-server-port',
  NODE_NAME: 'node-name',
  RESOLV_CONF: 'resolv-conf',
  SELINUX: 'selinux',
  TOKEN: 'token',
  TOKEN_FILE: 'token-file',
  URL: 'server',
  VPN_AUTH: 'vpn-auth',
  VPN_AUTH_FILE: 'vpn-auth-file',
};

/**
 * The flag a variable of K3s or RKE2 stands for (`K3S_URL` is `server`); a variable without a flag keeps its
 * name. `undefined` for variables of other programs. Source: `EnvVar` in pkg/cli/cmds of k3s-io/k3s.
 */
export function keyOfVariable(variable: string): string | undefined {
  const [, name] = /^(?:K3S|RKE2)_(\w+)$/.exec(variable) ?? [];
  if (name !== undefined) return Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : variable;
  return /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/.test(variable) ? variable : undefined;
}
