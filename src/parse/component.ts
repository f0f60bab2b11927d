import { isOfAnother } from './carrier.js';
import type { Envelope } from './envelope.js';
import { isEtcdName } from './etcd-name.js';
import type { Peeled } from './payloads.js';

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['etcd', 'etcd'],
  ['kine', 'kine'],
  ['apiserver', 'apiserver'],
  ['kube-apiserver', 'apiserver'],
  ['kubelet', 'kubelet'],
  ['kube-controller-manager', 'controller-manager'],
  ['kube-scheduler', 'scheduler'],
  ['konnectivity', 'konnectivity'],
  ['konnectivity-server', 'konnectivity'],
  ['konnectivity-agent', 'konnectivity-agent'],
  ['spegel', 'spegel'],
  ['containerd', 'containerd'],
  ['keepalived', 'keepalived'],
  ['Keepalived', 'keepalived'],
  ['Keepalived_vrrp', 'keepalived'],
  ['Keepalived_healthcheckers', 'keepalived'],
  ['systemd-journald', 'journald'],
  ['systemd-journal', 'journald'],
  ['systemd', 'systemd'],
  // How `-o with-unit` names pid 1.
  ['init.scope', 'systemd'],
  ['kernel', 'kernel'],
]);
/** Programs k0s starts and whose lines it wraps; other names in `component=` are parts of k0s itself. */
const K0S_CHILDREN: ReadonlySet<string> = new Set([
  'etcd',
  'kine',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'konnectivity',
  'containerd',
  'keepalived',
]);
const SUPERVISOR = /^(?:k3s|rke2|k0s|k0scontroller|k0sworker)(?:[-.@[]|$)/;
/** Source: https://github.com/k0sproject/k0s pkg/supervisor/supervisor.go */
const K0S_OWN_TEXT =
  /^(?:Starting to supervise|Started successfully, go nuts|Restarted \(|respawning in )/;
/** Source: https://github.com/k3s-io/kine pkg/metrics/metrics.go, pkg/logstructured/sqllog/sql.go */
const KINE_TEXT = /^(?:Slow SQL|COMPACT |Compact failed: |GAP )/;
const ETCD_FOLDERS =
  /^(?:server\/)?(?:etcdserver|etcdmain|rafthttp|membership|mvcc|wal|embed|v3rpc|etcdhttp|v3compactor|compactor|traceutil|raft|txn|osutil|fileutil|backend|schema|apply|read|snap|lease|auth|api)\/|^v3@v[\d.]+\/raft\.go:/;
const ETCD_PACKAGES =
  /^(?:etcdserver|etcdmain|rafthttp|mvcc|wal|embed|etcdhttp|v3rpc|compactor|raft|snap|lease|auth|api|backend|membership|pkg)(?:\/|$)/;
const KUBELET_FILES =
  /^(?:kubelet|kubelet_\w+|pod_workers|kuberuntime_\w+|pod_container_deletor|eviction_manager)\.go:/;
const MAX_REMEMBERED = 1_000;

type Host = 'supervisor' | 'unknown' | { readonly component: string };
const hosts = new Map<string, Host>();

/** What an identifier or unit says about who runs in it; remembered, because few names fill a log. */
function hostOf(name: string): Host {
  const known = hosts.get(name);
  if (known !== undefined) return known;
  const bare = name.replace(/(?:@[^.]*)?\.service$/, '');
  const component =
    BY_NAME.get(name) ?? BY_NAME.get(bare) ?? (isEtcdName(name) ? 'etcd' : undefined);
  const other = SUPERVISOR.test(name) ? 'supervisor' : 'unknown';
  const host: Host = component === undefined ? other : { component };
  if (hosts.size < MAX_REMEMBERED) hosts.set(name, host);
  return host;
}

/**
 * Which program speaks, in the words of docs/rules.md; `undefined` where that is not certain, because a
 * wrong name keeps signals from matching. A K3s process speaks for many (kubelet, apiserver …): there
 * only its own logger counts as the supervisor. Spegel inside K3s or RKE2 is the supervisor. `other`: it is
 * none of these, whatever its text.
 */
export function readComponent(envelope: Envelope, peeled: Peeled): string | undefined {
  const name = envelope.ident ?? envelope.unit;
  const host = name === undefined ? 'unknown' : hostOf(name);
  if (typeof host !== 'string') return host.component;
  const { fields } = peeled;
  if (typeof fields?.component === 'string' && peeled.layers.startsWith('logrus')) {
    const child = componentOfK0s(fields.component, peeled, host);
    if (child !== undefined || host === 'supervisor') return child;
  }
  return (
    componentOfPod(envelope) ??
    (envelope.transport.startsWith('dmesg') ? 'kernel' : undefined) ??
    (peeled.layers === '' ? undefined : componentOfPayload(peeled, host)) ??
    (host === 'unknown' && isLogrus(peeled) && isOfAnother(envelope) ? 'other' : undefined)
  );
}

/** The supervisor's own form. */
const isLogrus = ({ layers }: Peeled): boolean => layers.startsWith('logrus');

function componentOfK0s(name: string, peeled: Peeled, host: Host): string | undefined {
  if (!K0S_CHILDREN.has(name)) return host === 'supervisor' ? 'supervisor' : undefined;
  const isChild = peeled.fields?.stream !== undefined || peeled.layers.includes('>');
  if (isChild) return BY_NAME.get(name);
  return K0S_OWN_TEXT.test(peeled.message) ? 'supervisor' : undefined;
}

function componentOfPod(envelope: Envelope): string | undefined {
  const { pod } = envelope;
  if (pod === undefined) return undefined;
  const byContainer = pod.container === undefined ? undefined : BY_NAME.get(pod.container);
  if (byContainer !== undefined) return byContainer;
  const owner = pod.name?.match(/^(?:[a-z0-9]+-)?(spegel|konnectivity-agent)(?:-|$)/)?.[1];
  return owner === undefined ? undefined : BY_NAME.get(owner);
}

function componentOfPayload(peeled: Peeled, host: Host): string | undefined {
  const { layers, fields } = peeled;
  switch (layers) {
    case 'logrus':
    case 'logrus-tty':
      return componentOfLogrus(peeled, host);
    case 'zap':
      return componentOfZap(peeled);
    case 'console':
    case 'libp2p':
      return componentOfZap(peeled) ?? componentOfNested(peeled, host);
    case 'slog':
      return isSpegelSource(fields?.['source.function']) ? 'spegel' : undefined;
    case 'capnslog':
      return ETCD_PACKAGES.test(String(fields?.package ?? '')) ? 'etcd' : undefined;
    case 'klog':
      return componentOfKlog(peeled, host);
    default:
      return componentOfNested(peeled, host);
  }
}

const isSpegelSource = (name: unknown): boolean =>
  typeof name === 'string' && name.startsWith('github.com/spegel-org/spegel/');

function componentOfLogrus(peeled: Peeled, host: Host): string | undefined {
  if (KINE_TEXT.test(peeled.message)) return 'kine';
  if (isSpegelLogger(peeled)) return 'supervisor';
  return host === 'supervisor' ? 'supervisor' : undefined;
}

/** The registry inside K3s and RKE2 names itself `spegel/p2p`; the DaemonSet says `p2p`. */
const isSpegelLogger = ({ fields }: Peeled): boolean =>
  typeof fields?.logger === 'string' && fields.logger.startsWith('spegel');

function componentOfZap(peeled: Peeled): string | undefined {
  const { logger, caller } = peeled.fields ?? {};
  if (logger === 'etcd-client' || typeof caller !== 'string') return undefined;
  if (ETCD_FOLDERS.test(caller) || logger === 'raft') return 'etcd';
  return caller.startsWith('routing/p2p.go:') && logger === 'p2p' ? 'spegel' : undefined;
}

function componentOfKlog(peeled: Peeled, host: Host): string | undefined {
  const caller = String(peeled.fields?.caller ?? '');
  if (KUBELET_FILES.test(caller)) return 'kubelet';
  if (host === 'supervisor' || !caller.startsWith('clientset.go:')) return undefined;
  return peeled.fields?.serverID === undefined ? undefined : 'konnectivity-agent';
}

function componentOfNested(peeled: Peeled, host: Host): string | undefined {
  if (peeled.layers.endsWith('zap')) return componentOfZap(peeled);
  if (isSpegelLogger(peeled)) return 'supervisor';
  if (peeled.layers.endsWith('go-log') && peeled.fields?.logger === 'raft') return 'etcd';
  const isOwn = /^logrus>(?:go-log|stdr|libp2p)$|^libp2p$/.test(peeled.layers);
  return host === 'supervisor' && isOwn ? 'supervisor' : undefined;
}
