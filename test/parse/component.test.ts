import { expect, it } from 'vitest';
import { parse } from './entries.js';

const k0s = (rest: string) =>
  `Jul  1 07:41:38 c k0s[1]: time="2024-07-01 07:41:38" level=info ${rest}`;
const k3s = (text: string) => `Jul  1 07:41:38 c k3s[1]: ${text}`;
const zap = (caller: string, more = '') =>
  `{"level":"info","ts":"2025-04-06T03:26:51.684057Z"${more},"caller":"${caller}","msg":"x"}`;

it.each([
  [k3s('time="2025-04-15T10:00:12Z" level=info msg="Starting k3s v1.31.7+k3s1"'), 'supervisor'],
  [
    k3s(
      'time="2025-04-15T10:00:12Z" level=error msg="could not get bootstrap addresses" logger=spegel/p2p',
    ),
    'supervisor',
  ],
  [
    k3s(
      'time="2024-04-20T22:24:35Z" level=info msg="spegel 2024/04/20 22:24:35 p2p: \\"level\\"=0 \\"msg\\"=\\"x\\""',
    ),
    'supervisor',
  ],
  [
    k3s(
      'time="2025-04-15T10:00:12Z" level=info msg="COMPACT compactRev=0 targetCompactRev=2 currentRev=3"',
    ),
    'kine',
  ],
  [k3s('I0415 10:00:03.703777    4172 trace.go:236] x'), undefined],
  [k3s('I0415 10:00:03.703777    4172 kubelet.go:236] x'), 'kubelet'],
  [k3s(zap('etcdserver/util.go:167')), 'etcd'],
  [k3s(zap('v3@v3.5.21/retry_interceptor.go:63', ',"logger":"etcd-client"')), undefined],
  [zap('v3@v3.6.0/raft.go:1', ',"logger":"raft"'), 'etcd'],
  [zap('routing/p2p.go:123', ',"logger":"p2p"'), 'spegel'],
  [zap('leaderelection/leaderelection.go:250'), undefined],
  ['time="2025-04-15T10:00:12Z" level=info msg="x"', undefined],
  ['2026-11-21 06:20:12.023394 W | wal: sync duration of 1.3s, expected less than 1s', 'etcd'],
  ['2026-11-21 06:20:12.023394 W | rookcmd: x', undefined],
  ['raft2026/11/21 06:16:52 INFO: 8e became leader at term 2', 'etcd'],
  [k0s('msg="x" component=konnectivity stream=stderr'), 'konnectivity'],
  [
    k0s('msg="E0701 07:41:38.076911     928 server.go:579] y" component=kube-apiserver'),
    'apiserver',
  ],
  [k0s('msg="Starting to supervise" component=containerd'), 'supervisor'],
  [k0s('msg="cplb-reconciler update, got []" component=cplb-reconciler'), 'supervisor'],
  [k0s('msg="starting Kubelet"'), 'supervisor'],
  ['Jul  1 07:41:38 c systemd-journald[9]: Suppressed 7 messages from k3s.service', 'journald'],
  ['Jul  1 07:41:38 c systemd[1]: k3s.service: Failed', 'systemd'],
  ['Jul  1 07:41:38 c kernel: x', 'kernel'],
  ['Jul  1 07:41:38 c Keepalived_vrrp[1]: x', 'keepalived'],
  ['Jul  1 07:41:38 c myapp[1]: x', undefined],
  ['2025-04-06T03:26:51.684057Z\twarn\twal/wal.go:802\tslow fdatasync\t{"took": "2s"}', 'etcd'],
  ['2025-04-06T03:26:51.684057Z\twarn\tcontrollers/x.go:802\tslow\t{"took": "2s"}', undefined],
])('%s comes from %s', (text, component) => {
  expect(parse(text).records[0]?.component).toBe(component);
});

it.each([
  'etcd',
  'etcd2',
  'etcd3',
  'etcd-wrapper',
  'etcd-member',
  'microk8s.daemon-etcd',
  'snap.microk8s.daemon-etcd.service',
  'docker-etcd',
  'k8s_etcd',
])('%s is etcd, also where it leaves its head out', (ident) => {
  const text = `Oct 25 16:20:35 c ${ident}[12]: sync duration of 1.1s, expected less than 1s`;
  const [record] = parse(text).records;
  expect([record?.component, record?.message]).toEqual(['etcd', 'slow fdatasync']);
});

it.each(['etcdctl', 'etcd-backup', 'etcd-snapshot', 'etcd-defrag', 'my-etcd-check', 'backup-etcd'])(
  '%s is not etcd',
  (ident) => {
    const text = `Oct 25 16:20:35 c ${ident}[12]: sync duration of 1.1s, expected less than 1s`;
    const [record] = parse(text).records;
    expect(record?.component).toBeUndefined();
    expect(record?.message).toBe('sync duration of 1.1s, expected less than 1s');
  },
);

const P2P =
  'time="2025-06-10T04:20:00Z" level=debug msg="Serving p2p peer addrs [] to client at 10.2.0.5"';
const journal = (ident: string, unit: string, text = P2P) =>
  JSON.stringify({
    __REALTIME_TIMESTAMP: '1749529200000000',
    SYSLOG_IDENTIFIER: ident,
    _SYSTEMD_UNIT: unit,
    MESSAGE: text,
  });
const ofPod = (name: string, container: string, text = P2P) =>
  `[pod/${name}/${container}] 2025-06-10T04:20:00.519685000Z ${text}`;

it.each([
  [journal('support-paste', 'support.service'), 'other'],
  [journal('python3', 'ticket-import.service'), 'other'],
  [ofPod('vector-abcde', 'vector'), 'other'],
  [ofPod('fluent-bit-x2x', 'tail'), 'other'],
  // Their own forms are told by their form, whoever carries them.
  [journal('support-paste', 'support.service', zap('etcdserver/util.go:167')), 'etcd'],
  // Who may run a server, or carries what others print.
  [journal('k3s', 'k3s.service'), 'supervisor'],
  [journal('start.sh', 'my-k3s.service'), undefined],
  [journal('sh', 'boot.service'), undefined],
  [journal('0c4a7d1e0b7c', 'docker.service'), undefined],
  [journal('root', 'session-3.scope'), undefined],
  [ofPod('k3k-dev-server-0', 'k3k-dev-server'), undefined],
  [ofPod('vcluster-0', 'syncer'), undefined],
  [`Jul  1 07:41:38 c forwarded[1]: ${P2P}`, undefined],
  [P2P, undefined],
])('%s is of %s by who carries it', (text, component) => {
  expect(parse(text).records[0]?.component).toBe(component);
});
