import { describe, expect, it } from 'vitest';
import type { Look, Report } from '../../src/model/report.js';
import { renderText } from '../../src/report/text.js';
import * as fixtures from './fixtures.js';

const { both, finding, outcome, report, slowReads } = fixtures;
const text = (of: Report, look: Partial<Look> = {}): string =>
  renderText(of, { width: 80, color: false, lang: 'en', ...look });

const RING = `EXPLAINED  Embedded registry peer discovery loops between servers
           high severity · confirmed · root cause · server1, server2, server3
           and 1 symptom of it
           k3s · 3 nodes · 3 sources · 2025-04-15 08:00:00 – 10:00:00 UTC

1. Embedded registry peer discovery loops between servers
   embedded-registry-loop · high severity · confirmed · root cause

Cause       The server: settings of server1, server2, server3 form a ring: each
            asks the next one for peers, and each answer starts the next
            request.
Requests    ┌─> server1 ──> server3 ──> server2 ─┐
            └────────────────────────────────────┘
Fix         Upgrade k3s to v1.31.8+k3s1.
Since       2025-04-15 08:12:03 – 09:59:41 UTC (1 h 47 min)
Count       at least 18,234 records (some were lost)
            peak 912 a minute at 08:40:00
Rate        304 a minute and node, 253 times the 1.2 in the rest of this input
Versions    v1.31.7+k3s1 · affected: server1, server2, server3
Proof       server1.log:41 · 2025-04-15 08:12:03
              … msg="Serving p2p peer addrs
              [/ip4/10.0.0.11/tcp/5001/p2p/12D3KooWAbc
              /ip4/10.0.0.12/tcp/5001/p2p/12D3KooWDef] to client at 10.0.0.12"
            server2.log:66 · 2025-04-15 08:12:03
`;
const K0S = `EXPLAINED  Konnectivity agents reach only one controller and reconnect without
           end
           high severity · confirmed · root cause · ctrl1
           k0s · 1 node · 1 source · 2025-04-15 08:00:00 – 10:00:00 UTC

1. Konnectivity agents reach only one controller and reconnect without end
   konnectivity-reconnect · high severity · confirmed · root cause

Cause       Control-plane load balancing serves clients from outside only;
            node-local load balancing is off.
Fix         - Enable node-local load balancing.
            - Restart the k0s workers, one after the other.
Setting     spec:
              network:
                nodeLocalLoadBalancing:
                  enabled: true
                  type: EnvoyProxy
Careful     Node-local load balancing does not work together with
            spec.api.externalAddress.
Since       2025-02-03 14:40:32 – 2025-02-05 02:10:00 UTC (1 d 11 h)
Count       93,000 records
Rate        56 a minute and pod; healthy is 0
Nodes       ctrl1
Proof       stdin:7 · 2025-02-03 14:40:32 · ctrl1
              … msg="E0203 14:40:32.739205   22920 server.go:528] \\"Failed to
              get a backend\\" err=\\"No agent available\\" dialID=881"
              component=konnectivity stream=stderr
Until then  Put a real TCP load balancer before 6443, 8132 and 9443.
More        https://github.com/k0sproject/k0s/issues/5087

LOOKED FOR, NOT FOUND (9)
  etcd-slow-disk, lease-lost, certificate-expired, clock-skew, oom-kill,
  kine-slow-sql, disk-pressure, flannel-failed, conntrack-full

READ (1 source) · 2025-04-15 08:00:00 – 10:00:00 UTC
  source  node   format           lines  records  unparsed
  stdin   ctrl1  journald-short  18,234   18,230         0

hotplane 0.1.0 · 40 rules (builtin)
`;
const POSSIBLE = `有嫌疑  现象与此相符：嵌入式镜像仓库的对等节点发现在 server 之间循环
        严重性：高 · 有可能，未证实 · 根因 · server1
        k3s · 1 个节点 · 1 个来源 · 2025-04-15 08:00:00 至 10:00:00 UTC

1. 嵌入式镜像仓库的对等节点发现在 server 之间循环
   embedded-registry-loop · 严重性：高 · 有可能，未证实 · 根因

原因      现象与此相符：嵌入式镜像仓库运行在受影响的版本上，并且 etcd 读取节点列
          表缓慢。
修复      若经证实：
          版本受影响时：将 k3s 升级到 v1.30.12+k3s1。
时间      2025-04-15 08:12:03 至 09:59:41 UTC（1 小时 47 分）
版本      v1.29.15+k3s-5aac2aaf · 未知（提交构建在发布顺序中没有位置）：server1
证据      server1.log:41 · 2025-04-15 08:12:03
            … msg="Serving p2p peer addrs
            [/ip4/10.0.0.11/tcp/5001/p2p/12D3KooWAbc
            /ip4/10.0.0.12/tcp/5001/p2p/12D3KooWDef] to client at 10.0.0.12"
如何证实  journalctl -u k3s --since '2025-04-15 08:00:00' -o json | hotplane

已排除（3）
  - konnectivity-reconnect、vrrp-flapping：产品是 k3s，此故障只属于 k0s
  - spegel-leader-election：K3s 内嵌的 Spegel 使用自己的引导方式，没有租约

查过，未发现（9）
  etcd-slow-disk、lease-lost、certificate-expired、clock-skew、oom-kill、
  kine-slow-sql、disk-pressure、flannel-failed、conntrack-full

已读取（1 个来源） · 2025-04-15 08:00:00 至 10:00:00 UTC
  来源         节点     格式             行数    记录  未解析
  server1.log  server1  journald-json  18,234  18,230       0

hotplane 0.1.0 · 40 条规则（builtin）
`;
const CLEAR = `CLEAR  This input shows none of the 14 causes that hotplane knows.
       9 absent, 3 ruled out, 2 not assessable
       2 causes could not be assessed: this silence says nothing about them.
       k3s · 3 nodes · 1 source · 2025-04-15 08:00:00 – 10:00:00 UTC

NOT ASSESSED (2)
  - The supervisor writes these requests at level debug only; this input has
    info and above.
    embedded-registry-loop, bootstrap-storm
    journalctl -u k3s --since '2025-04-15 08:00:00' -o json | hotplane

RULED OUT (3)
  - konnectivity-reconnect, vrrp-flapping: the product is k3s, the fault is one
    of k0s
  - spegel-leader-election: Spegel inside K3s has its own bootstrappers and no
    lease

LOOKED FOR, NOT FOUND (9)
  etcd-slow-disk, lease-lost, certificate-expired, clock-skew, oom-kill,
  kine-slow-sql, disk-pressure, flannel-failed, conntrack-full

READ (1 source) · 2025-04-15 08:00:00 – 10:00:00 UTC
  source       node     format          lines  records  unparsed
  server1.log  server1  journald-json  18,234   18,230         0

hotplane 0.1.0 · 40 rules (builtin)
`;
const NOTHING = `NOT ENOUGH DATA  There was no input to read.
                 This does not mean that the cluster is healthy.
                 0 sources

hotplane 0.1.0 · 40 rules (builtin)
`;

it('has cause, fix and proof on the first screen', () => {
  const screen = text(fixtures.ring).split('\n').slice(0, 24).join('\n');
  expect(`${screen}\n`).toBe(RING);
});

it('shows a fix by configuration', () => {
  expect(text(fixtures.k0s)).toBe(K0S);
});

it('speaks Chinese and hedges what is only possible', () => {
  expect(text(fixtures.possible, { lang: 'zh' })).toBe(POSSIBLE);
});

it('says what a clear report does not prove', () => {
  expect(text(fixtures.clear)).toBe(CLEAR);
});

it('says that there was nothing to read', () => {
  expect(text(fixtures.nothing)).toBe(NOTHING);
});

describe('words are as sure as the finding', () => {
  it.each([
    ['confirmed', 'Cause       It repeats.'],
    ['probable', 'Cause       Probably: It repeats.'],
    ['possible', 'Cause       Consistent with: It repeats.'],
  ] as const)('%s', (confidence, line) => {
    const one = finding({ confidence, cause: both('It repeats.') });
    expect(text(report({ verdict: 'suspected', findings: [one] })).split('\n')).toContain(line);
  });
});

it('gives the command that would confirm a finding, unless it is confirmed', () => {
  const outcomes = [
    outcome({ id: 'embedded-registry-loop', verdict: 'present', collect: ['look closer'] }),
  ];
  const shown = (confidence: 'confirmed' | 'probable') =>
    text(report({ verdict: 'explained', findings: [finding({ confidence })], outcomes }));
  expect(shown('probable')).toContain('To confirm  look closer');
  expect(shown('confirmed')).not.toContain('look closer');
});

describe('what was measured', () => {
  const lines = (part: Parameters<typeof finding>[0]) =>
    text(report({ verdict: 'explained', findings: [finding(part)] })).split('\n');
  const rate = { perMinute: 300, per: 'node', baselinePerMinute: 0, baselineFrom: 'rule' } as const;

  it.each([
    [rate, 'Rate        300 a minute and node; healthy is 0'],
    [
      { ...rate, quietPerMinute: 0 },
      'Rate        300 a minute and node; healthy is 0; the rest of this input has 0',
    ],
    [
      { ...rate, quietPerMinute: 0, quietCount: 0 },
      'Rate        300 a minute and node; healthy is 0; the rest of this input has 0',
    ],
    [
      { ...rate, quietPerMinute: 0, quietCount: 8 },
      '            records of this kind, in fewer than half of its minutes',
    ],
    [
      { ...rate, perMinute: 2, quietPerMinute: 0, isBurst: false },
      'Rate        2 a minute and node; healthy is 0; the rest of this input has 0',
    ],
    [
      { ...rate, baselinePerMinute: 1, ratio: 300, quietPerMinute: 100, quietRatio: 3 },
      'Rate        300 a minute and node, 300 times the healthy 1; 3 times the 100 in',
    ],
    [
      { ...rate, quietPerMinute: 290, quietRatio: 1.03, isBurst: false },
      '            this input; it does not stand out from there',
    ],
  ])('%j', (given, line) => expect(lines({ rate: given })).toContain(line));

  it('names the release that each node needs', () => {
    const affected = [
      ['s1', 'v1.30.11+k3s1', 'v1.30.12+k3s1'],
      ['s2', 'v1.31.7+k3s1', 'v1.31.8+k3s1'],
    ].map(([node = '', version = '', fix = '']) => ({
      node,
      version,
      fix,
      product: 'k3s',
      status: 'affected' as const,
    }));
    const shown = lines({ affected, fixVersions: { k3s: 'v1.31.8+k3s1' } });
    expect(shown).toContain('Fix         - Upgrade k3s to v1.30.12+k3s1 on s1.');
    expect(shown).toContain('            - Upgrade k3s to v1.31.8+k3s1 on s2.');
    expect(shown).toContain('Versions    v1.30.11+k3s1 · affected: s1 → v1.30.12+k3s1');
  });
});

it('tells what was seen of a fault that is absent', () => {
  const because = both('{count} of its lines occur');
  const outcomes = [outcome({ id: 'a', because, args: { count: '12' } }), outcome({ id: 'b' })];
  const shown = text(report({ verdict: 'clear', outcomes })).split('\n');
  expect(shown.slice(shown.indexOf('LOOKED FOR, NOT FOUND (2)')).slice(1, 3)).toEqual([
    '  b',
    '  - a: 12 of its lines occur',
  ]);
});

it('puts a symptom below its cause, moved in, wherever the report has it', () => {
  const other = finding({ id: 'oom-kill', title: both('Memory ran out') });
  const lines = text(
    report({
      verdict: 'explained',
      findings: [finding({ explains: ['etcd-slow-reads'] }), other, slowReads],
    }),
  ).split('\n');
  const titles = lines.filter((line) => /^ *(?:\d\.|>) /.test(line));
  expect(titles).toEqual([
    '1. Embedded registry peer discovery loops between servers',
    '  > etcd answers reads slowly',
    '2. Memory ran out',
  ]);
});

it('loses no finding where two symptoms blame each other', () => {
  const pair = [
    finding({ id: 'a', role: 'symptom', title: both('first'), explainedBy: ['b'] }),
    finding({ id: 'b', role: 'symptom', title: both('second'), explainedBy: ['a'] }),
  ];
  const shown = text(report({ verdict: 'explained', findings: pair }));
  expect(shown).toContain('1. first');
  expect(shown).toContain('> second');
});

it('promises no release to a version that is not known', () => {
  const affected = [{ node: 'server1', status: 'unknown' as const }];
  const shown = text(
    report({
      verdict: 'explained',
      findings: [finding({ affected, fixVersions: { k3s: 'v1.31.8+k3s1' } })],
    }),
  );
  expect(shown).toContain('Fix         On an affected version: upgrade k3s to v1.31.8+k3s1.');
  expect(shown).toContain('no version in the input · unknown: server1');
});

it('draws a node that asks itself', () => {
  const shown = text(
    report({ verdict: 'explained', findings: [finding({ cycles: [['server1']] })] }),
  );
  expect(shown).toContain('Requests    ┌─> server1 ─┐\n            └────────────┘\n');
});

it('writes a cycle that is too wide for a drawing with arrows', () => {
  const cycles = [['a'.repeat(30), 'b'.repeat(30), 'c'.repeat(30)]];
  const shown = text(report({ verdict: 'explained', findings: [finding({ cycles })] }));
  expect(shown).toContain(`${'a'.repeat(30)} -> ${'b'.repeat(30)} ->`);
  expect(shown).toContain(`${'c'.repeat(30)} -> ${'a'.repeat(30)}`);
});

it('merges settings with a common path', () => {
  const configuration = { 'a.b': { c: 1 }, 'a.b.d': true, 'x/y.z': 'on' };
  const fix = { upgrade: false, configuration, steps: [], workaround: [], conflicts: [] };
  const shown = text(report({ verdict: 'explained', findings: [finding({ fix })] }));
  const block = ['a:', '  b:', '    c: 1', '    d: true', 'x/y.z: on'].join(`\n${' '.repeat(12)}`);
  expect(shown).toContain(`Setting     ${block}\n`);
});

it('lists 20 of many sources, the cited and the troubled among them, and counts the rest', () => {
  const shown = text(fixtures.manySources);
  expect(shown.match(/^ {2}logs\/node-\d+\.log/gm)).toHaveLength(20);
  expect(shown).toContain('logs/node-17.log ');
  expect(shown).toContain('… and 280 more sources: 319,323 lines, 0 unparsed');
});

it('groups many nodes by version', () => {
  const shown = text(fixtures.sixtyNodes, { width: 200 });
  expect(shown).toMatch(/v1\.31\.7\+k3s1 · affected: worker-00/);
  expect(shown).toContain('… and 34 more');
});

it('leaves the year out where no line told it', () => {
  const from = Date.parse('2000-04-15T08:12:03Z');
  const shown = text(
    report({ verdict: 'explained', findings: [finding({ from, to: from + 60_000 })] }),
  );
  expect(shown).toContain('Since       04-15 08:12:03 – 08:13:03 UTC (1 min)');
});

it('says which findings are muted', () => {
  const shown = text(report({ verdict: 'explained', muted: ['oom-kill'] }));
  expect(shown).toContain('EXPLAINED  All findings are muted.');
  expect(shown).toContain('Muted: oom-kill');
});

it('colours only where asked', () => {
  expect(text(fixtures.ring, { color: true })).toContain('\u001b[');
  expect(text(fixtures.ring)).not.toContain('\u001b');
});
