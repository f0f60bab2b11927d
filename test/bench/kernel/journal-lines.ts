import { createRandom, type Random } from '../../generate/random.js';

export interface JournalOptions {
  readonly maxBytes: number;
  /** Share of lines that hold one of the literals, 0..1. */
  readonly density: number;
  readonly literals: readonly string[];
  readonly seed?: number;
}

const CHUNK_BYTES = 1_048_576;
const FROM = Date.UTC(2025, 3, 15, 6);

/** The journal of a K3s server in `short-iso`: k3s, etcd's zap JSON, klog, systemd and the kernel; chunks of 1 MiB. */
export function* journalLines(options: JournalOptions): Generator<Buffer> {
  const { maxBytes, density, literals, seed = 1 } = options;
  const random = createRandom('journal-lines', seed);
  let ms = FROM;
  let left = maxBytes;
  while (left > 0) {
    let text = '';
    while (text.length < Math.min(left, CHUNK_BYTES)) {
      ms += random.int(0, 40);
      text += random.next() < density ? telling(random, ms, literals) : background(random, ms);
    }
    const chunk = Buffer.from(text);
    left -= chunk.length;
    yield chunk;
  }
}

/** A line with a literal; few of them take most of the lines, as in a storm. */
function telling(random: Random, ms: number, literals: readonly string[]): string {
  const rank = Math.min(literals.length, Math.floor(literals.length ** random.next()));
  const literal = literals[rank - 1] ?? '';
  const value = `${random.pick(['10.0.0.11', 'kube-system', 'server2', 'range_response_count'])}:${random.int(1, 99_999)}`;
  switch (random.int(0, 2)) {
    case 0:
      return k3s(
        ms,
        `level=${random.pick(['info', 'debug', 'warning'])} msg="${literal}${value} (${random.hex(16)})"`,
        random,
      );
    case 1:
      return k3s(
        ms,
        zap(
          ms,
          'warn',
          `${literal}`,
          `"took":"${random.int(100, 900)}.${random.hex(6)}ms","expected-duration":"100ms","prefix":"read-only","request":"key:\\"/registry/${random.word(9)}\\"","response":"${value}"`,
        ),
        random,
      );
    default:
      return k3s(
        ms,
        `${klog(ms, 'W', 'reflector.go:561')} ${literal}${value} ${random.hex(24)}`,
        random,
      );
  }
}

type Shape = (random: Random, ms: number) => string;

const SHAPES: readonly Shape[] = [
  (r, ms) =>
    k3s(
      ms,
      `level=debug msg="Wrote ping" url="wss://10.0.0.${r.int(11, 13)}:6443/v1-k3s/connect"`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `level=info msg="Connecting to proxy" url="wss://10.0.0.${r.int(11, 13)}:6443/v1-k3s/connect"`,
      r,
    ),
  (r, ms) => k3s(ms, `level=info msg="Handling backend connection request [${r.word(12)}]"`, r),
  (r, ms) =>
    k3s(
      ms,
      `level=debug msg="Tunnel server handing request for ${r.word(8)} to session ${r.hex(8)}"`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `level=debug msg="Reconciling snapshot ConfigMap data for kube-system/k3s-etcd-snapshots"`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `level=warning msg="Proxy error: write failed: write tcp 10.42.0.${r.int(2, 250)}:10250->10.0.0.11:${r.int(30_000, 60_000)}: write: broken pipe"`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      zap(
        ms,
        'info',
        'finished scheduled compaction',
        `"compact-revision":${r.int(1e5, 9e6)},"took":"${r.int(2, 90)}.${r.int(100_000, 999_999)}ms","hash":${r.int(1e8, 4e9)},"current-db-size-bytes":${r.int(1e6, 9e7)},"current-db-size":"${r.int(1, 90)} MB"`,
      ),
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      zap(
        ms,
        'debug',
        'range',
        `"key":"/registry/leases/kube-system/${r.word(10)}","took":"${r.int(50, 900)}µs","leader":"${r.hex(16)}"`,
      ),
      r,
    ),
  (r, ms) => k3s(ms, zap(ms, 'info', 'compact tree index', `"revision":${r.int(1e5, 9e6)}`), r),
  (r, ms) =>
    k3s(
      ms,
      zap(
        ms,
        'info',
        'store.index: compact',
        `"mvcc-version":"3.5.21","revision":${r.int(1e5, 9e6)}`,
      ),
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'I', 'handler.go:286')} Adding GroupVersion ${r.word(6)}.cattle.io v1 to ResourceManager`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'I', 'alloc.go:330')} "allocated clusterIPs" service="default/${r.word(9)}" clusterIPs={"IPv4":"10.43.${r.int(0, 255)}.${r.int(1, 254)}"}`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'I', 'pod_startup_latency_tracker.go:104')} "Observed pod startup duration" pod="default/${r.word(10)}-${r.word(5)}" podStartSLOduration=${r.int(1, 9)}.${r.int(1e8, 9e8)} podStartE2EDuration="${r.int(1, 9)}.${r.int(1e8, 9e8)}s" firstStartedPulling="0001-01-01 00:00:00 +0000 UTC"`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'E', 'pod_workers.go:1301')} "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${r.word(6)}\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container\\"" pod="default/${r.word(12)}" podUID="${r.hex(8)}-${r.hex(4)}"`,
      r,
    ),
  (r, ms) =>
    k3s(ms, `${klog(ms, 'I', 'scope.go:117')} "RemoveContainer" containerID="${r.hex(64)}"`, r),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'I', 'reconciler_common.go:251')} "operationExecutor.VerifyControllerAttachedVolume started for volume \\"kube-api-access-${r.word(5)}\\" (UniqueName: \\"kubernetes.io/projected/${r.hex(8)}-${r.hex(4)}-kube-api-access\\") pod \\"${r.word(8)}\\"" pod="default/${r.word(8)}"`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'W', 'watcher.go:338')} watch chan error: etcdserver: mvcc: required revision has been compacted`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'I', 'garbagecollector.go:816')} "failed to discover some groups" groups="map[metrics.k8s.io/v1beta1:stale GroupVersion discovery: metrics.k8s.io/v1beta1]"`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'I', 'controller.go:624')} quota admission added evaluator for: leases.coordination.k8s.io`,
      r,
    ),
  (r, ms) =>
    k3s(
      ms,
      `${klog(ms, 'I', 'httplog.go:132')} "HTTP" verb="GET" URI="/api/v1/namespaces/${r.word(8)}/pods/${r.word(12)}" latency="${r.int(1, 40)}.${r.int(100_000, 999_999)}ms" userAgent="kubelet/v1.31.7+k3s1 (linux/amd64) kubernetes/${r.hex(7)}" audit-ID="${r.hex(8)}-${r.hex(4)}" srcIP="10.0.0.${r.int(11, 19)}:${r.int(30_000, 60_000)}" resp=200`,
      r,
    ),
  (r, ms) =>
    line(
      ms,
      'systemd[1]',
      `run-containerd-io.containerd.runtime.v2.task-k8s.io-${r.hex(64)}-rootfs.mount: Deactivated successfully.`,
    ),
  (r, ms) =>
    line(
      ms,
      'systemd[1]',
      `Started cri-containerd-${r.hex(64)}.scope - libcontainer container ${r.hex(64)}.`,
    ),
  (r, ms) =>
    line(ms, 'kernel', `cni0: port ${r.int(1, 40)}(veth${r.hex(8)}) entered forwarding state`),
  (r, ms) =>
    line(ms, 'kernel', `IPv6: ADDRCONF(NETDEV_CHANGE): veth${r.hex(8)}: link becomes ready`),
  (r, ms) =>
    line(
      ms,
      `sshd[${r.int(900, 99_999)}]`,
      `Connection closed by 192.168.1.${r.int(2, 250)} port ${r.int(30_000, 60_000)} [preauth]`,
    ),
  (_r, ms) => line(ms, 'CRON[2211]', '(root) CMD (   cd / && run-parts --report /etc/cron.hourly)'),
];

const background = (random: Random, ms: number): string => random.pick(SHAPES)(random, ms);

const line = (ms: number, unit: string, message: string): string =>
  `${new Date(ms).toISOString().slice(0, 19)}+0000 server1 ${unit}: ${message}\n`;

/** A line of the k3s unit; logrus text gets its own stamp in front. */
const k3s = (ms: number, message: string, random: Random): string =>
  line(
    ms,
    `k3s[${random.int(0, 1) + 1187}]`,
    message.startsWith('level=')
      ? `time="${new Date(ms).toISOString().slice(0, 19)}Z" ${message}`
      : message,
  );

const zap = (ms: number, level: string, message: string, rest: string): string =>
  `{"level":"${level}","ts":"${new Date(ms).toISOString().slice(0, 23)}000Z","caller":"etcdserver/util.go:170","msg":"${message}",${rest}}`;

const klog = (ms: number, severity: string, place: string): string => {
  const stamp = new Date(ms).toISOString();
  return `${severity}${stamp.slice(5, 7)}${stamp.slice(8, 10)} ${stamp.slice(11, 23)}000    1187 ${place}]`;
};
