import type { Citation } from '../../src/model/observation.js';
import type { Coverage, Finding, Outcome, Report } from '../../src/model/report.js';
import type { FixRule, Text } from '../../src/model/rule.js';

export const at = (text: string): number => Date.parse(text);
export const both = (en: string, zh = en): Text => ({ en, zh });
const SHA = '0f'.repeat(32);

const noFix: FixRule = {
  upgrade: false,
  configuration: {},
  steps: [],
  workaround: [],
  conflicts: [],
};

export const cite = (part: Partial<Citation> = {}): Citation => ({
  source: 'server1.log',
  line: 41,
  sha256: SHA,
  time: at('2025-04-15T08:12:03Z'),
  node: 'server1',
  text: 'time="2025-04-15T08:12:03Z" level=debug msg="Serving p2p peer addrs [/ip4/10.0.0.11/tcp/5001/p2p/12D3KooWAbc /ip4/10.0.0.12/tcp/5001/p2p/12D3KooWDef] to client at 10.0.0.12"',
  ...part,
});

export const finding = (part: Partial<Finding> = {}): Finding => ({
  id: 'embedded-registry-loop',
  key: part.id ?? 'embedded-registry-loop',
  severity: 'high',
  confidence: 'confirmed',
  role: 'root-cause',
  title: both(
    'Embedded registry peer discovery loops between servers',
    '嵌入式镜像仓库的对等节点发现在 server 之间循环',
  ),
  cause: both('Something repeats on {nodes}.', '{nodes} 上有请求不断重复。'),
  args: { nodes: 'server1' },
  nodes: ['server1'],
  affected: [],
  fix: noFix,
  fixVersions: {},
  cycles: [],
  explains: [],
  explainedBy: [],
  symptomOf: part.explainedBy ?? [],
  evidence: [cite()],
  references: [],
  ...part,
});

export const outcome = (part: Partial<Outcome> = {}): Outcome => ({
  id: 'etcd-slow-disk',
  title: both('etcd waits for its disk', 'etcd 等待磁盘'),
  verdict: 'absent',
  because: both('No slow fdatasync was logged.', '没有记录到缓慢的 fdatasync。'),
  args: {},
  collect: [],
  ...part,
});

export const coverage = (part: Partial<Coverage> = {}): Coverage => ({
  source: 'server1.log',
  role: 'log',
  node: 'server1',
  format: 'journald-json',
  lines: 18234,
  sieved: 0,
  records: 18230,
  unparsed: 0,
  clipped: 0,
  suppressed: 0,
  from: at('2025-04-15T08:00:00Z'),
  to: at('2025-04-15T10:00:00Z'),
  gaps: [],
  notes: [],
  ...part,
});

export const report = (part: Partial<Report> = {}): Report => ({
  tool: { version: '0.1.0', rules: { pack: 'builtin', count: 40 } },
  verdict: 'clear',
  cluster: { products: ['k3s'], nodes: [] },
  findings: [],
  muted: [],
  outcomes: [],
  coverage: [coverage()],
  ...part,
});

const absent = (...ids: string[]): Outcome[] => ids.map((id) => outcome({ id }));
const others: readonly Outcome[] = [
  ...absent('etcd-slow-disk', 'lease-lost', 'certificate-expired', 'clock-skew', 'oom-kill'),
  ...absent('kine-slow-sql', 'disk-pressure', 'flannel-failed', 'conntrack-full'),
  ...['konnectivity-reconnect', 'vrrp-flapping'].map((id) =>
    outcome({
      id,
      verdict: 'ruled-out',
      because: both('the product is k3s, the fault is one of k0s', '产品是 k3s，此故障只属于 k0s'),
    }),
  ),
  outcome({
    id: 'spegel-leader-election',
    verdict: 'ruled-out',
    because: both(
      'Spegel inside K3s has its own bootstrappers and no lease',
      'K3s 内嵌的 Spegel 使用自己的引导方式，没有租约',
    ),
  }),
];
const needsDebug = (id: string): Outcome =>
  outcome({
    id,
    verdict: 'not-assessable',
    because: both(
      'The supervisor writes these requests at level debug only; this input has info and above.',
      'supervisor 仅以 debug 级别记录这些请求；此输入只有 info 及以上级别。',
    ),
    collect: ["journalctl -u k3s --since '2025-04-15 08:00:00' -o json | hotplane"],
  });

const servers = ['server1', 'server2', 'server3'];
const nodes = servers.map((name, index) => ({
  name,
  addresses: [`10.0.0.${index + 11}`],
  product: 'k3s',
  version: 'v1.31.7+k3s1',
  role: 'server' as const,
}));

export const slowReads = finding({
  id: 'etcd-slow-reads',
  severity: 'medium',
  role: 'symptom',
  title: both('etcd answers reads slowly', 'etcd 读取缓慢'),
  cause: both(
    'Range requests below /registry/minions/ take seconds; the disk is not the reason.',
    '/registry/minions/ 下的范围请求耗时数秒；原因不在磁盘。',
  ),
  from: at('2025-04-15T08:14:00Z'),
  to: at('2025-04-15T09:58:11Z'),
  count: { value: 312, atLeast: false },
  measured: { name: 'p95(took)', value: 4210, unit: 'ms' },
  explainedBy: ['embedded-registry-loop'],
  evidence: [
    cite({
      line: 2077,
      time: at('2025-04-15T08:14:00Z'),
      text: '{"level":"warn","ts":"2025-04-15T08:14:00.123456Z","caller":"etcdserver/util.go:170","msg":"apply request took too long","took":"4.213s","expected-duration":"100ms","prefix":"read-only range ","request":"key:\\"/registry/minions/\\" range_end:\\"/registry/minions0\\" ","response":"range_response_count:3 size:18342"}',
    }),
  ],
});

const ringFinding = finding({
  conclusion: 'ring',
  cause: both(
    'The server: settings of {nodes} form a ring: each asks the next one for peers, and each answer starts the next request.',
    '{nodes} 的 server: 设置构成一个环：每个节点向下一个节点询问对等节点，每次应答又引发下一次请求。',
  ),
  args: { nodes: servers.join(', ') },
  nodes: servers,
  from: at('2025-04-15T08:12:03Z'),
  to: at('2025-04-15T09:59:41Z'),
  count: { value: 18234, atLeast: true },
  peak: { perMinute: 912, at: at('2025-04-15T08:40:00Z') },
  rate: {
    perMinute: 304,
    per: 'node',
    baselinePerMinute: 1.2,
    baselineFrom: 'input',
    ratio: 253.333,
  },
  affected: servers.map((node) => ({
    node,
    version: 'v1.31.7+k3s1',
    status: 'affected' as const,
  })),
  fix: {
    ...noFix,
    upgrade: true,
    workaround: [
      both(
        'Remove server: from the configuration of the first server, so that the chain ends there, and restart it.',
        '从第一个 server 的配置中删除 server:，让请求链在那里结束，然后重启。',
      ),
      both(
        'Or set embedded-registry: false on all servers.',
        '或在所有 server 上设置 embedded-registry: false。',
      ),
    ],
  },
  fixVersions: { k3s: 'v1.31.8+k3s1' },
  cycles: [['server1', 'server3', 'server2']],
  explains: ['etcd-slow-reads'],
  evidence: [
    cite(),
    cite({
      source: 'server2.log',
      line: 66,
      node: 'server2',
      text: '{"__REALTIME_TIMESTAMP":"1744704723000000","_HOSTNAME":"server2","_SYSTEMD_UNIT":"k3s.service","PRIORITY":"6","MESSAGE":"time=\\"2025-04-15T08:12:03Z\\" level=debug msg=\\"Serving p2p peer addrs [/ip4/10.0.0.12/tcp/5001/p2p/12D3KooWDef] to client at 10.0.0.13\\""}',
    }),
    cite({
      source: 'bundles/2025-04-15/server3/logs/journal/k3s.service.log.gz',
      line: 1_204_511,
      node: 'server3',
      text: 'Apr 15 08:12:03 server3 k3s[812]: time="2025-04-15T08:12:03Z" level=debug msg="Serving p2p peer addrs [/ip4/10.0.0.13/tcp/5001/p2p/12D3KooWGhi] to client at 10.0.0.11"',
    }),
    cite({ line: 42 }),
    cite({ line: 43 }),
  ],
  references: [
    'https://github.com/k3s-io/k3s/issues/12127',
    'https://github.com/k3s-io/k3s/pull/12154',
  ],
});

export const ring = report({
  verdict: 'explained',
  cluster: { products: ['k3s'], nodes },
  findings: [ringFinding, slowReads],
  outcomes: [
    outcome({ id: 'embedded-registry-loop', verdict: 'present' }),
    outcome({ id: 'etcd-slow-reads', verdict: 'present' }),
    needsDebug('bootstrap-storm'),
    ...others,
  ],
  coverage: [
    coverage({ suppressed: 1200 }),
    coverage({ source: 'server2.log', node: 'server2', lines: 2311, records: 2311 }),
    coverage({
      source: 'bundles/2025-04-15/server3/logs/journal/k3s.service.log.gz',
      node: 'server3',
      format: 'journald-short',
      lines: 1_204_600,
      records: 1_204_588,
      unparsed: 3,
      gaps: [{ from: at('2025-04-15T08:20:00Z'), to: at('2025-04-15T08:28:00Z') }],
      notes: [{ code: 'gzip-truncated' }, { code: 'year-assumed', detail: '2025' }],
    }),
  ],
});

export const possible = report({
  verdict: 'suspected',
  cluster: { products: ['k3s'], nodes: nodes.slice(0, 1) },
  findings: [
    finding({
      confidence: 'possible',
      cause: both(
        'The embedded registry runs on an affected version, and etcd reads the list of nodes slowly.',
        '嵌入式镜像仓库运行在受影响的版本上，并且 etcd 读取节点列表缓慢。',
      ),
      from: at('2025-04-15T08:12:03Z'),
      to: at('2025-04-15T09:59:41Z'),
      affected: [
        {
          node: 'server1',
          version: 'v1.29.15+k3s-5aac2aaf',
          status: 'unknown',
          note: both(
            'a commit build has no place in the order of releases',
            '提交构建在发布顺序中没有位置',
          ),
        },
      ],
      fix: { ...noFix, upgrade: true },
      fixVersions: { k3s: 'v1.30.12+k3s1' },
    }),
  ],
  outcomes: [{ ...needsDebug('embedded-registry-loop'), verdict: 'present' }, ...others],
});

export const clear = report({
  cluster: { products: ['k3s'], nodes },
  outcomes: [...others, needsDebug('embedded-registry-loop'), needsDebug('bootstrap-storm')],
});

export const notEnough = report({
  verdict: 'not-enough-data',
  outcomes: [needsDebug('embedded-registry-loop'), needsDebug('bootstrap-storm')],
  coverage: [coverage({ lines: 12, records: 12 })],
});

export const nothing = report({
  verdict: 'not-enough-data',
  cluster: { products: [], nodes: [] },
  coverage: [],
});

export const k0s = report({
  verdict: 'explained',
  cluster: { products: ['k0s'], nodes: [{ name: 'ctrl1', addresses: [], product: 'k0s' }] },
  findings: [
    finding({
      id: 'konnectivity-reconnect',
      conclusion: 'cplb_only',
      title: both(
        'Konnectivity agents reach only one controller and reconnect without end',
        'konnectivity agent 只能连到一个控制节点并不断重连',
      ),
      cause: both(
        'Control-plane load balancing serves clients from outside only; node-local load balancing is off.',
        '控制平面负载均衡只服务外部客户端；节点本地负载均衡未启用。',
      ),
      nodes: ['ctrl1'],
      from: at('2025-02-03T14:40:32Z'),
      to: at('2025-02-05T02:10:00Z'),
      count: { value: 93_000, atLeast: false },
      rate: { perMinute: 56, per: 'pod', baselinePerMinute: 0, baselineFrom: 'rule' },
      fix: {
        upgrade: false,
        configuration: {
          'spec.network.nodeLocalLoadBalancing': { enabled: true, type: 'EnvoyProxy' },
        },
        steps: [
          both('Enable node-local load balancing.', '启用节点本地负载均衡。'),
          both('Restart the k0s workers, one after the other.', '逐个重启 k0s worker。'),
        ],
        workaround: [
          both(
            'Put a real TCP load balancer before 6443, 8132 and 9443.',
            '在 6443、8132 和 9443 之前放置真正的 TCP 负载均衡器。',
          ),
        ],
        conflicts: [
          both(
            'Node-local load balancing does not work together with spec.api.externalAddress.',
            '节点本地负载均衡不能与 spec.api.externalAddress 同时使用。',
          ),
        ],
      },
      evidence: [
        cite({
          source: 'stdin',
          line: 7,
          node: 'ctrl1',
          time: at('2025-02-03T14:40:32Z'),
          text: 'Feb 03 14:40:32 ctrl1 k0s[912]: time="2025-02-03 14:40:32" level=info msg="E0203 14:40:32.739205   22920 server.go:528] \\"Failed to get a backend\\" err=\\"No agent available\\" dialID=881" component=konnectivity stream=stderr',
        }),
      ],
      references: ['https://github.com/k0sproject/k0s/issues/5087'],
    }),
  ],
  outcomes: [outcome({ id: 'konnectivity-reconnect', verdict: 'present' }), ...others.slice(0, 9)],
  coverage: [coverage({ source: 'stdin', node: 'ctrl1', format: 'journald-short' })],
});

const HOSTILE = [
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b31m \u0000 tab\there \r carriage',
  'x'.repeat(5_000),
  '控制平面过热，原因是请求循环（环）。'.repeat(30),
  'שלום \u202eevil\u202c \u2066isolated\u2069 مرحبا بالعالم',
  '👩‍👩‍👧‍👦🇩🇪👍🏽 e\u0301\u0301\u0301 각 ｶﾞ \u200b\ufeff',
  'one\ntwo\u2028three\r\nfour',
  '\ud800 lone \udfff and \u{10ff80} raw',
  '',
];

export const hostile = report({
  verdict: 'explained',
  cluster: {
    products: ['k3s'],
    nodes: HOSTILE.filter((text) => text !== '').map((name) => ({
      name,
      addresses: [name],
      version: name,
    })),
  },
  findings: HOSTILE.map((text, index) =>
    finding({
      id: `hostile-${index}`,
      title: both(text || 'title'),
      cause: both('{text} and {text}, but not {missing}'),
      args: { text: `{text}${text}` },
      nodes: [text || 'node'],
      affected: [
        { node: text || 'node', version: text || 'v1', status: 'unknown', note: both(text || 'n') },
      ],
      fix: {
        upgrade: true,
        configuration: {},
        steps: [both(text || 'step')],
        workaround: [both(text || 'w'), both('w2')],
        conflicts: [both(text || 'c')],
      },
      cycles: [[text || 'node'], [text || 'a', 'b']],
      evidence: [
        cite({ source: text || 's', text, node: text || 'n' }),
        cite({ text: `{"MESSAGE":${JSON.stringify(text)}}` }),
      ],
    }),
  ),
  outcomes: HOSTILE.flatMap((text, index) => [
    outcome({ id: `hostile-${index}-a`, verdict: 'ruled-out', because: both(text || 'b') }),
    outcome({ id: `hostile-${index}-b`, verdict: 'not-assessable', because: both(text || 'b') }),
  ]),
  coverage: HOSTILE.map((text) =>
    coverage({
      source: text || 's',
      node: text || 'n',
      format: text || 'f',
      notes: [{ code: 'unreadable', detail: text }],
    }),
  ),
});

const manyNames = Array.from(
  { length: 60 },
  (_, index) => `worker-${String(index).padStart(2, '0')}.example.internal`,
);

export const sixtyNodes = report({
  verdict: 'explained',
  cluster: { products: ['k3s'], nodes: manyNames.map((name) => ({ name, addresses: [] })) },
  findings: [
    finding({
      nodes: manyNames,
      affected: manyNames.map((node, index) => ({
        node,
        version: index < 40 ? 'v1.31.7+k3s1' : 'v1.31.8+k3s1',
        status: index < 40 ? ('affected' as const) : ('not-affected' as const),
      })),
      cycles: [manyNames],
      args: { nodes: '60 nodes' },
    }),
  ],
});

export const manySources = report({
  verdict: 'explained',
  findings: [finding({ evidence: [cite({ source: 'logs/node-299.log' })] })],
  coverage: Array.from({ length: 300 }, (_, index) =>
    coverage({
      source: `logs/node-${index}.log`,
      node: `node-${index}`,
      lines: 1000 + index,
      unparsed: index === 17 ? 5 : 0,
    }),
  ),
});

export const fixtures = {
  ring,
  possible,
  clear,
  notEnough,
  nothing,
  k0s,
  hostile,
  sixtyNodes,
  manySources,
} as const;
