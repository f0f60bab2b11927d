import type { CorrelationClause, Explanation } from '../../src/model/explanation.js';
import type { Histogram, Lane, QuotedRecord, Storm, Triage } from '../../src/model/triage.js';
import { both, cite, finding, outcome, report } from '../report/fixtures.js';

const MINUTE_MS = 60_000;
export const START = Date.UTC(2025, 3, 15, 22, 0);
/** Minutes after 22:00 of 15 April. */
export const minute = (count: number): number => START + count * MINUTE_MS;

export const RING = 'embedded-registry-loop';
export const READS = 'etcd-slow-reads';

/** Records of each minute from `from` on. */
export const perMinuteFrom = (from: number, counts: readonly number[]): Histogram => ({
  startMs: START,
  bucketMs: MINUTE_MS,
  counts: counts.flatMap((count, at) => (count > 0 ? [[from + at, count] as const] : [])),
});

export const lane = (part: Partial<Lane> = {}): Lane => ({
  node: 'server1',
  all: perMinuteFrom(0, []),
  byFinding: {},
  storms: [],
  ticks: [],
  lost: [],
  ...part,
});

const storm = (key: string, from: number, peak: number, to: number, open = false): Storm => ({
  finding: key,
  from: minute(from),
  peak: minute(peak),
  to: minute(to),
  open,
});

const wave = (length: number, low: number, high: number): readonly number[] =>
  Array.from({ length }, (_, at) => Math.round(low + ((high - low) * (1 + Math.sin(at / 9))) / 2));
const plus = (counts: readonly number[], more: number): readonly number[] =>
  counts.map((count) => count + more);

const ring1 = wave(130, 60, 240);
const ring2 = wave(128, 60, 220);

/** Three servers over midnight: one was moved, one lost lines, one restarted. */
export const nightLanes: readonly Lane[] = [
  lane({
    node: 'server1',
    all: perMinuteFrom(40, plus(ring1, 20)),
    byFinding: { [RING]: perMinuteFrom(40, ring1), [READS]: perMinuteFrom(60, wave(60, 2, 20)) },
    storms: [storm(RING, 40, 96, 170), storm(READS, 60, 90, 120)],
    ticks: [{ kind: 'restart', at: minute(35) }],
  }),
  lane({
    node: 'server2',
    movedMs: 3_200,
    all: perMinuteFrom(42, plus(ring2, 30)),
    byFinding: { [RING]: perMinuteFrom(42, ring2) },
    storms: [storm(RING, 42, 98, 180, true)],
    ticks: [{ kind: 'leader-change', at: minute(20) }],
  }),
  lane({
    node: 'server3',
    all: perMinuteFrom(10, [4, 0, 2]),
    lost: [{ from: minute(60), to: minute(130) }],
  }),
  lane({ node: '', all: perMinuteFrom(5, [12]) }),
];

const quoted = (
  line: number,
  at: number,
  node: string,
  part: Partial<QuotedRecord> & { readonly text?: string } = {},
): QuotedRecord => {
  const { text, ...rest } = part;
  return {
    citation: cite({
      source: `${node}.log`,
      line,
      node,
      time: minute(at),
      ...(text === undefined ? {} : { text }),
    }),
    signals: ['p2p_peer_request'],
    level: 'debug',
    findings: [RING],
    ...rest,
  };
};

const slow = 'level=warn msg="apply request took too long" took=4.213s prefix="read-only range "';
export const nightRecords: readonly QuotedRecord[] = [
  quoted(12, 20, 'server2', {
    text: 'raft: 8e9e05c52164694d elected leader 91bc3c398fb3c146 at term 4',
    signals: ['etcd_leader_changed'],
    level: 'info',
    findings: [],
  }),
  quoted(31, 35, 'server1', {
    text: 'time="2025-04-15T22:35:00Z" level=info msg="Starting k3s v1.31.7+k3s1"',
    signals: ['k3s_started'],
    level: 'info',
    findings: [],
  }),
  quoted(41, 40, 'server1'),
  quoted(57, 42, 'server2'),
  quoted(88, 60, 'server1', {
    text: slow,
    signals: ['etcd_slow_read', 'etcd_slow'],
    level: 'warning',
    findings: [READS],
  }),
  quoted(2077, 96, 'server1'),
  quoted(2101, 98, 'server2', {
    text: '\u001b[31m中文的记录\u001b[0m Serving p2p peer addrs 到 10.0.0.13',
  }),
  quoted(9120, 120.5, 'server1', {
    text: slow,
    signals: ['etcd_slow_read'],
    level: 'warning',
    findings: [READS],
  }),
  quoted(18000, 170, 'server1'),
  quoted(18321, 180, 'server2'),
];

const storming: CorrelationClause = {
  kind: 'correlation',
  name: 'p2p_request_storm',
  held: true,
  type: 'event_count',
  inputs: [{ name: 'p2p_peer_request', seen: 18_234 }],
  groupBy: ['node.name', 'peer_ip'],
  windowMs: MINUTE_MS,
  minDurationMs: 3 * MINUTE_MS,
  threshold: { raise: 60, clear: 20 },
  why: 'A node that restarts every 15 s without end reaches 52 requests a minute from one client, 60 is above it.',
  stretches: [
    {
      from: minute(40),
      to: minute(170),
      group: { 'node.name': 'server1', peer_ip: '10.0.0.12' },
      count: 18_000,
    },
  ],
  best: {
    value: 240,
    at: minute(96),
    group: { 'node.name': 'server1', peer_ip: '10.0.0.12' },
  },
};
const stalled: CorrelationClause = {
  kind: 'correlation',
  name: 'etcd_sync_stall',
  held: false,
  type: 'value_percentile',
  inputs: [{ name: 'etcd_slow_sync', seen: 12 }],
  against: [{ name: 'control_plane_stopping', seen: 0 }],
  field: 'took',
  unit: 'ms',
  percentile: 99,
  minCount: 30,
  condition: { gte: 1000 },
  groupBy: ['node.name'],
  windowMs: 5 * MINUTE_MS,
  minDurationMs: 0,
  stretches: [],
  best: { value: 640, at: minute(70), group: { 'node.name': 'server1' }, tooFew: 12 },
};

const explained = (part: Partial<Explanation> & { readonly id: string }): Explanation => ({
  title: both('A diagnosis', '一种诊断'),
  verdict: 'absent',
  required: [],
  supporting: [],
  mechanism: [],
  refuting: [],
  missing: [],
  ...part,
});

export const nightExplanations: readonly Explanation[] = [
  explained({
    id: RING,
    title: both('Peer discovery runs in a loop between servers', '节点发现请求在 server 之间循环'),
    verdict: 'present',
    requiredHeld: true,
    required: [
      {
        kind: 'any',
        held: true,
        parts: [
          {
            kind: 'all',
            held: true,
            parts: [storming, { kind: 'fact', name: 'asked_by_node', held: true }],
          },
          { ...storming, name: 'p2p_request_burst', held: false, stretches: [] },
        ],
      },
    ],
    mechanism: [{ kind: 'fact', name: 'request_ring', held: undefined }],
    refuting: [
      {
        kind: 'not',
        held: false,
        part: { kind: 'signal', name: 'registry_started', held: true, seen: 3 },
      },
    ],
  }),
  explained({
    id: READS,
    title: both('etcd answers reads slowly', 'etcd 读取缓慢'),
    verdict: 'present',
  }),
  explained({
    id: 'etcd-slow-disk',
    title: both('etcd waits for its disk', 'etcd 等待磁盘'),
    requiredHeld: false,
    required: [stalled],
  }),
  explained({
    id: 'spegel-leader-election',
    title: both('Spegel loses its leader', 'Spegel 失去 leader'),
    verdict: 'not-assessable',
    missing: [
      {
        because: both('No log of a Spegel pod is in the input.', '输入中没有 Spegel Pod 的日志。'),
        collect: [
          'kubectl -n spegel logs -l app.kubernetes.io/name=spegel --since=1h --prefix --timestamps > spegel.log',
        ],
      },
    ],
  }),
  explained({ id: 'konnectivity-reconnect', verdict: 'ruled-out', foreign: true }),
];

export const night: Triage = {
  report: report({
    verdict: 'explained',
    findings: [finding({ id: RING }), finding({ id: READS })],
    outcomes: nightExplanations.map(({ id, title, verdict }) => outcome({ id, title, verdict })),
  }),
  timeline: { from: minute(0), to: minute(180), lanes: nightLanes },
  explanations: nightExplanations,
  records: nightRecords,
};

/** As many nodes as a large cluster has. */
export const crowd: Triage = {
  ...night,
  timeline: {
    ...night.timeline,
    lanes: Array.from({ length: 40 }, (_, at) =>
      lane({ ...nightLanes[at % 3], node: `node-${at + 1}` }),
    ),
  },
};

/** Nothing that could be shown. */
export const nothing: Triage = {
  report: report(),
  timeline: { from: 0, to: 0, lanes: [] },
  explanations: [],
  records: [],
};
