import type { EpochMs } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';
import { klog, logrus } from '../payload/lines.js';
import { createRandom } from '../random.js';
import { etcdStart } from './etcd-lines.js';
import { fromSystemd, fromUnit, type Life, type Server } from './host.js';

export interface StartOptions {
  /** Registries of `registries.yaml`; none: the embedded registry is not configured. */
  readonly registries?: readonly string[];
  /** Servers that join through another one reconcile with it (K3s v1.31.7 and later say so). */
  readonly joinsOther?: boolean;
  /** Lines between the reconciliation and etcd's start: the look-alike puts its own here. */
  readonly reconcile?: readonly string[];
}

const description = ({ product }: Server): string =>
  product === 'k3s' ? 'Lightweight Kubernetes' : 'Rancher Kubernetes Engine v2 (server)';

/** A planned stop: `systemctl restart`. */
export function supervisorStop(server: Server, pid: number, at: EpochMs): readonly Entry[] {
  const { unit, offsetMinutes } = server;
  const text = logrus({ at: at + 40, level: 'info', msg: 'Shutting down kubelet', offsetMinutes });
  return [
    fromSystemd(server, at, `Stopping ${unit} - ${description(server)}...`),
    ...(server.product === 'rke2' ? [fromUnit(server, pid, at + 40, text)] : []),
    fromSystemd(server, at + 900, `${unit}: Deactivated successfully.`),
    fromSystemd(server, at + 901, `Stopped ${unit} - ${description(server)}.`),
  ];
}

function registryLines(server: Server, registries: readonly string[]): readonly string[] {
  if (registries.length === 0) {
    return [
      'error|Not starting distributed registry mirror: no registries configured for distributed mirroring',
    ];
  }
  const { address, peerId, product } = server;
  const port = product === 'k3s' ? 6443 : 9345;
  return [
    `info|Starting distributed registry mirror at https://${address}:${port}/v2 for registries [${registries.join(' ')}]`,
    `info|Starting distributed registry P2P node at ${address}:5001`,
    `info|Node P2P address annotations and labels added: /ip4/${address}/tcp/5001/p2p/${peerId}`,
  ];
}

function firstLines(server: Server, options: StartOptions): readonly string[] {
  const { product, version, commit } = server;
  return [
    ...(product === 'rke2'
      ? ['warning|not running in CIS mode', 'info|Applying Pod Security Admission Configuration']
      : []),
    `info|Starting ${product} ${version} (${commit})`,
    'info|Managed etcd cluster bootstrap already complete and initialized',
    ...(options.reconcile ?? ['info|Starting temporary etcd to reconcile with datastore']),
    'info|Reconciling bootstrap data between datastore and disk',
    ...(options.joinsOther ? ['info|Successfully reconciled with remote datastore'] : []),
    'info|Starting etcd for existing cluster member',
  ];
}

function laterLines(server: Server, options: StartOptions): readonly string[] {
  const { product, address, etcdVersion } = server;
  const home = `/var/lib/rancher/${product}`;
  const args = `--advertise-address=${address} --advertise-port=6443 --etcd-servers=https://127.0.0.1:2379`;
  return [
    `info|Running kube-apiserver ${args} --secure-port=6444 --tls-cert-file=${home}/server/tls/serving-kube-apiserver.crt`,
    `info|Running kube-scheduler --bind-address=127.0.0.1 --kubeconfig=${home}/server/cred/scheduler.kubeconfig`,
    `info|Running kube-controller-manager --bind-address=127.0.0.1 --cluster-cidr=10.42.0.0/16`,
    'info|Waiting for API server to become available',
    `info|Server node token is available at ${home}/server/token`,
    `info|Connected to etcd v${etcdVersion} - datastore using 21204992 of 48234496 bytes`,
    'info|Saving cluster bootstrap data to datastore',
    `info|Logging containerd to ${home}/agent/containerd/containerd.log`,
    'info|Containerd is now running',
    `info|Connecting to proxy`,
    ...registryLines(server, options.registries ?? []),
    `info|${product} is up and running`,
    'info|Reconciling ETCDSnapshotFile resources',
    'info|Reconciliation of ETCDSnapshotFile resources complete',
  ];
}

/** What a server prints from `systemctl start` until it runs, about half a minute. */
export function supervisorStart(
  server: Server,
  life: Life,
  options: StartOptions = {},
): readonly Entry[] {
  const { offsetMinutes, product } = server;
  const random = createRandom(server.boot.id, life.pid, 'start');
  let at = life.from;
  const say = (line: string): Entry => {
    at += random.between(60, 900);
    const [level = 'info', ...rest] = line.split('|');
    const fields =
      rest[0] === 'Connecting to proxy'
        ? { url: `wss://127.0.0.1:${product === 'k3s' ? 6443 : 9345}/v1-${product}/connect` }
        : {};
    // The part before the bar is one of logrus' levels in every line above.
    const text = logrus({ at, level: level as 'info', msg: rest.join('|'), fields, offsetMinutes });
    return fromUnit(server, life.pid, at, text);
  };
  const entries: Entry[] = [
    fromSystemd(server, at, `Starting ${server.unit} - ${description(server)}...`),
    {
      ...fromUnit(
        server,
        life.pid - 7,
        at + 4,
        '+ /usr/bin/systemctl is-enabled --quiet nm-cloud-setup.service',
      ),
      ident: 'sh',
    },
  ];
  entries.push(...firstLines(server, options).map(say));
  if (product === 'k3s') {
    const dataDir = '/var/lib/rancher/k3s/server/db/etcd';
    entries.push(
      ...etcdStart(server, at + 5, dataDir).map((line) =>
        fromUnit(server, life.pid, line.at, line.text),
      ),
    );
    at += 400;
  }
  entries.push(...laterLines(server, options).map(say));
  at += 3;
  if (product === 'k3s') {
    const kubelet = klog({
      severity: 'I',
      at,
      thread: life.pid,
      file: 'server.go:467',
      text: `"Kubelet version" kubeletVersion="${server.version}"`,
      offsetMinutes,
    });
    entries.push(fromUnit(server, life.pid, at, kubelet));
  }
  entries.push(fromSystemd(server, at + 20, `Started ${server.unit} - ${description(server)}.`));
  return entries;
}
