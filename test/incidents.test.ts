import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { Report } from '../src/model/report.js';
import { encodeAll, type Transport } from './generate/encode/encoders.js';
import { mergeByTime } from './generate/entry.js';
import { bootstrapStorm, rollingRestart } from './generate/scenario/bootstrap-storm.js';
import { makeServers } from './generate/scenario/host.js';
import { konnectivity } from './generate/scenario/konnectivity.js';
import { type RegistryLoopOptions, registryLoop } from './generate/scenario/registry-loop.js';
import { quietRegistry } from './generate/scenario/registry-quiet.js';
import type { Scenario } from './generate/scenario/scenario.js';
import { slowDisk } from './generate/scenario/slow-disk.js';
import { spegelElection } from './generate/scenario/spegel-election.js';
import { falseCitation } from './support/read-back.js';

const MINUTE_MS = 60_000;
const from = Date.UTC(2025, 3, 22, 9, 30) + 407.561;
const span = { from, to: from + 14 * MINUTE_MS };

const servers = (product: 'k3s' | 'rke2', version: string, count = 3) =>
  makeServers({
    seed: 'incidents',
    product,
    version,
    names: Array.from({ length: count }, (_, no) => `server${no + 1}`),
    network: '10.61.0',
    at: from,
  });

function loop(
  product: 'k3s' | 'rke2',
  version: string,
  over: Partial<RegistryLoopOptions> = {},
): Scenario {
  return registryLoop({
    seed: 'incidents',
    servers: servers(product, version),
    cycle: ['server1', 'server3', 'server2'],
    ...span,
    restartMinutes: [3, 1, 2],
    closedFromMinute: 3,
    joins: [
      { atMinute: 1.4, node: 'server2', requests: 9 },
      { atMinute: 3.4, node: 'server1', requests: 4 },
    ],
    hopMs: 1_000,
    debug: true,
    registries: ['docker.io'],
    chatterMs: 4_000,
    ...over,
  });
}

interface Incident {
  readonly scenario: Scenario;
  readonly id?: string;
  readonly conclusion?: string;
  readonly fix?: Readonly<Record<string, string>>;
  /** Ids that may be found besides. */
  readonly besides?: readonly string[];
}

const INCIDENTS: Readonly<Record<string, Incident>> = {
  'K3s, the address leads back to the node': {
    scenario: loop('k3s', 'v1.31.7+k3s1', { cycle: ['server1'] }),
    id: 'embedded-registry-loop',
    conclusion: 'self_reference',
    fix: { k3s: 'v1.31.8+k3s1' },
    besides: ['etcd-slow-reads'],
  },
  'K3s, a ring on a branch without fix': {
    scenario: loop('k3s', 'v1.29.15+k3s1'),
    id: 'embedded-registry-loop',
    conclusion: 'ring',
    fix: { k3s: 'v1.30.12+k3s1' },
    besides: ['etcd-slow-reads'],
  },
  'RKE2, a ring': {
    scenario: loop('rke2', 'v1.30.11+rke2r1'),
    id: 'embedded-registry-loop',
    conclusion: 'ring',
    fix: { rke2: 'v1.30.12+rke2r1' },
    besides: ['etcd-slow-reads'],
  },
  'k0s, agents that reach one controller': {
    scenario: konnectivity({
      seed: 'incidents',
      kind: 'storm',
      controllers: ['c1', 'c2', 'c3'],
      agents: ['w1'],
      network: '10.9.8',
      from,
      to: from + 16 * MINUTE_MS,
      noAgentPerMinute: 60,
    }),
    id: 'konnectivity-reconnect',
    fix: {},
  },
  'a bootstrap storm': {
    scenario: bootstrapStorm({
      seed: 'incidents',
      servers: servers('k3s', 'v1.31.9+k3s1', 4),
      ...span,
      stormFromMinute: 2,
      stormToMinute: 13,
      chatterMs: 4_000,
    }),
    id: 'bootstrap-storm',
    fix: {},
  },
  'a slow disk under etcd': {
    scenario: slowDisk({
      seed: 'incidents',
      servers: servers('k3s', 'v1.33.4+k3s1'),
      ...span,
      carrier: 'k3s',
      leaseLostMinutes: [7],
      chatterMs: 4_000,
    }),
    id: 'etcd-slow-disk',
    fix: {},
    besides: ['etcd-slow-reads', 'lease-lost'],
  },
  'a healthy star': {
    scenario: quietRegistry({
      seed: 'incidents',
      servers: servers('k3s', 'v1.31.7+k3s1'),
      ...span,
      kind: 'star',
      chatterMs: 4_000,
    }),
  },
  'thirty agents that restart': {
    scenario: quietRegistry({
      seed: 'incidents',
      servers: servers('k3s', 'v1.31.7+k3s1'),
      ...span,
      kind: 'agents',
      chatterMs: 4_000,
    }),
  },
  'a rolling restart of servers': {
    scenario: rollingRestart({
      seed: 'incidents',
      servers: servers('k3s', 'v1.31.9+k3s1', 5),
      ...span,
    }),
  },
};

/** Modes that carry a date: the rest is tried with the samples. */
const JOURNALS: readonly Transport[] = [
  'json',
  'json-pretty',
  'json-seq',
  'json-sse',
  'export',
  'verbose',
  'short',
  'short-precise',
  'short-iso',
  'short-iso-precise',
  'short-full',
  'short-unix',
  'with-unit',
  'rfc3164',
  'rsyslog-iso',
  'rfc5424',
];

const home = mkdtempSync(join(tmpdir(), 'hotplane-incidents-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function expectAnswer(report: Report, { id, conclusion, fix, besides = [] }: Incident): void {
  const found = report.findings.map((finding) => finding.id);
  expect(found.filter((one) => one !== id && !besides.includes(one))).toEqual([]);
  expect(found[0]).toBe(id);
  const [first] = report.findings;
  if (conclusion !== undefined) expect(first?.conclusion).toBe(conclusion);
  if (fix !== undefined) expect(first?.fixVersions).toEqual(fix);
  expect(report.coverage.map(({ unparsed }) => unparsed)).toEqual([0]);
}

const encoded = (scenario: Scenario, transport: Transport): Buffer =>
  encodeAll(mergeByTime(...scenario.streams.map((stream) => stream.entries())), transport);

/** Each incident in every second mode, each mode with every second incident: modes and incidents know nothing of each other. */
const TRIED = Object.entries(INCIDENTS).map(([name, incident], index) => ({
  name,
  incident,
  journals: JOURNALS.filter((_, no) => (no + index) % 2 === 0),
  piped: pipedFor(index),
}));

/** All of these where the incident is not read from such files as well, else one of them. */
function pipedFor(index: number): readonly Transport[] {
  const all = ['json', 'short', 'export'] as const;
  return index % 2 === 1 ? all : all.filter((_, no) => no === (index / 2) % all.length);
}

describe.each(TRIED)('$name', ({ name, incident, journals, piped }) => {
  const fileOf = (transport: Transport): string =>
    join(home, `${name.replaceAll(/\W/g, '-')}.${transport}`);
  const reports = new Map<Transport, Report>();
  async function reportOn(transport: Transport): Promise<Report> {
    const known = reports.get(transport);
    if (known) return known;
    writeFileSync(fileOf(transport), encoded(incident.scenario, transport));
    const report = await analyze({ paths: [fileOf(transport)] });
    reports.set(transport, report);
    return report;
  }

  it.each(journals)('is recognised in one %s journal of all nodes', async (transport) => {
    const report = await reportOn(transport);
    expectAnswer(report, incident);
    const citations = report.findings.flatMap(({ evidence }) => evidence);
    expect(citations.flatMap((citation) => falseCitation(citation) ?? [])).toEqual([]);
  });

  it.each(piped)('is the same from a %s pipe and gzip', async (transport) => {
    const file = fileOf(transport);
    const whole = await reportOn(transport);
    const bytes = readFileSync(file);
    const pipe = await analyze({ paths: ['-'], stdin: Readable.from(cut(bytes)) });
    const strip = (report: Report, source: string): unknown =>
      JSON.parse(JSON.stringify(report).replaceAll(source, 'stdin'));
    expect(strip(whole, file)).toEqual(strip(pipe, 'stdin'));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 1 }));
    const gzip = await analyze({ paths: [`${file}.gz`] });
    expect(strip(gzip, `${file}.gz`)).toEqual(strip(pipe, 'stdin'));
    expectAnswer(pipe, incident);
  });
});

/** Odd pieces, as a pipe gives them. */
function* cut(bytes: Buffer): Generator<Buffer> {
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7) % 65_521) {
    yield bytes.subarray(at, at + size);
  }
}

describe('Spegel in every generation of its log', () => {
  const ways = (['klog', 'zap', 'slog-newline', 'slog'] as const).flatMap((log) =>
    (['cri', 'docker-json', 'kubectl-logs-prefix', 'kubectl-logs-prefix-timestamps'] as const).map(
      (transport) => ({ log, transport }),
    ),
  );
  const spegel = (
    kind: 'storm' | 'rollout' | 'foreign-lease',
    log: 'klog' | 'zap' | 'slog-newline' | 'slog',
  ) =>
    spegelElection({
      seed: 'incidents',
      pods: 12,
      log,
      probeSeconds: 60,
      kind,
      from,
      to: from + 40 * MINUTE_MS,
    });

  it.each(ways)(
    '$log through $transport: pods that stop before they lead',
    async ({ log, transport }) => {
      const report = await analyzePods(spegel('storm', log), transport, `${log}-${transport}`);
      expect(report.findings.map(({ id }) => id)).toEqual(['spegel-leader-election']);
      expect(report.findings[0]?.fixVersions).toEqual({ spegel: 'v0.0.30' });
    },
  );

  it.each(ways)('$log through $transport: a rollout stays silent', async ({ log, transport }) => {
    const report = await analyzePods(spegel('rollout', log), transport, `calm-${log}-${transport}`);
    expect(report.findings).toEqual([]);
  });

  it.each(ways.filter(({ transport }) => !transport.includes('prefix')))(
    '$log through $transport: a lease of others stays silent',
    async ({ log, transport }) => {
      const report = await analyzePods(
        spegel('foreign-lease', log),
        transport,
        `other-${log}-${transport}`,
      );
      expect(report.findings).toEqual([]);
    },
  );
});

function analyzePods(scenario: Scenario, transport: Transport, name: string): Promise<Report> {
  const paths = scenario.streams.map((stream, no) => {
    const file = join(home, `${name}-${no}.log`);
    writeFileSync(file, encodeAll(stream.entries(), transport));
    return file;
  });
  return analyze({ paths });
}
