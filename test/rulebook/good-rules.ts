import type { Rulebook } from '../../src/model/rule.js';
import { readRulebook } from '../../src/rulebook/load.js';

/** The rulebook of one file with these documents. */
export const readRules = (...documents: readonly string[]): Rulebook =>
  readRulebook([{ path: 'rules/x/rule.yaml', text: documents.join('\n---\n') }], 'builtin@0');

/** What is told about one file; empty if it is accepted. */
export function complaintsOf(text: string): readonly string[] {
  try {
    readRulebook([{ path: 'rule.yaml', text }], 'builtin@0');
    return [];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'rule-invalid')
      return error.message.split('\n');
    throw error;
  }
}

export const SIGNAL = `kind: signal
name: slow_read
component: etcd
where:
  message|contains: apply request took too long
  took|gte: 100ms
fields: { took: duration, member: keyword }
samples: { match: ['apply request took too long'] }`;

export const OTHER_SIGNAL = `kind: signal
name: duplicate_server
component: konnectivity-agent
where:
  message|re: '^duplicate server (?<server_id>[0-9a-f]+)'
fields: { server_id: keyword, serverCount: int, clientsCount: int, peer: ip }
visibility: { level: debug }
samples:
  match: ['duplicate server aa2c']
  no_match: ['connect to']`;

const correlation = (lines: string): string => `kind: correlation\n${lines.trim()}`;

export const STORM = correlation(`
name: read_storm
type: event_count
signals: [slow_read]
window: 1m
threshold: { raise: 60, clear: 5 }
why: healthy is none`);

export const CORRELATIONS: readonly string[] = [
  STORM,
  correlation(`
name: many_servers
type: value_count
signals: [duplicate_server]
field: server_id
group_by: [node.name]
window: 5m
condition: { eq: 1 }
min_count: 3
why: one path`),
  correlation(`
name: many_servers_raised
type: value_count
signals: [duplicate_server]
filter: { duplicate_server: { peer|neq: ['127.0.0.1', '::1'] } }
field: server_id
window: 5m
threshold: { raise: 3 }
why: one path`),
  correlation(`
name: slow_percentile
type: value_percentile
signals: [slow_read]
field: took
window: 5m
condition: { percentile: 95, gte: 1s }
why: a second is ten times the limit`),
  correlation(`
name: both
type: temporal
signals: [slow_read, duplicate_server]
window: 10s`),
  correlation(`
name: then_exit
type: temporal_ordered
signals: [slow_read, duplicate_server]
unless_between: [read_storm]
window: 200s
condition: { elapsed: [[50s, 75s], [170s, 200s]] }
why: the two probes`),
  correlation(`
name: nothing_after
type: absent_after
signals: [slow_read]
absent: [duplicate_server]
window: 2m`),
  correlation(`
name: never_complete
type: field_compare
signals: [duplicate_server]
window: 5m
condition: { left: clientsCount, op: lt, right: serverCount, quantifier: all }
min_count: 5
why: an agent that is served counts all servers`),
  correlation(`
name: one_node
type: peer_ratio
signals: [read_storm]
group_by: [node.name]
window: 10m
condition: { gte: 10 }
why: peers see about the same`),
];

export function byType(type: string): string {
  const found = CORRELATIONS.find((rule) => rule.includes(`type: ${type}\n`));
  if (found === undefined) throw new Error(`no rule of type ${type}`);
  return found;
}

export const FACT = `kind: fact
name: registry_enabled
any:
  - signal: slow_read
  - correlation: read_storm
  - all:
      - { config: { key: embedded-registry, equals: true } }
      - not: { unit_argument: --disable }
      - { config: { file: registries.yaml, key: mirrors, exists: true } }
  - version: { product: k3s, range: '>=v1.31.6+k3s1' }
  - file: /etc/rancher/k3s/registries.yaml
  - operator: { name: graph_cycle, signal: duplicate_server, field: peer, length: 1 }
  - peer_without: { correlation: read_storm, component: [etcd], for: 5m }`;

export const DIAGNOSIS = `kind: diagnosis
id: etcd-slow-reads
status: test
severity: high
products: [k3s, k0s]
title: { en: Slow reads, zh: 读取缓慢 }
required:
  - any: [read_storm, { all: [slow_percentile, { not: registry_enabled }] }]
supporting: [registry_enabled]
mechanism: [slow_read]
measure: read_storm
not_assessable_without:
  - { component: etcd, level: warning, because: { en: no etcd, zh: 没有 etcd }, collect: [journalctl -u k3s] }
affected:
  k3s: { order: k3s, branches: { 1.30: { introduced: v1.30.10+k3s1, fixed: v1.30.12+k3s1 }, "*": { fixed: never, move_to: v1.30.12+k3s1 } }, prefer: v1.30.14+k3s1 }
  k0s: { kind: configuration }
conclusions:
  - { name: ring, priority: 2, when: { not: registry_enabled }, cause: { en: A ring., zh: 环。 } }
  - { name: storm_only, priority: 1, cause: { en: A storm., zh: 风暴。 }, fix: { steps: [{ en: Look., zh: 看。 }] } }
fix: { upgrade: from_affected, configuration: { spec: { a: [1] } }, steps: [{ en: Do., zh: 做。 }] }
references: ['https://github.com/etcd-io/etcd/issues/1']`;

/** One rule of every kind and type, which name each other. */
export const ALL: readonly string[] = [SIGNAL, OTHER_SIGNAL, ...CORRELATIONS, FACT, DIAGNOSIS];
