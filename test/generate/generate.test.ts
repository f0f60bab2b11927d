import { describe, expect, it } from 'vitest';
import { bulkStorm } from './bulk.js';
import { encodeAll, TRANSPORTS, type Transport } from './encode/encoders.js';
import type { Entry } from './entry.js';
import { goDuration } from './payload/clock.js';
import { goQuote } from './payload/lines.js';
import { createRandom } from './random.js';
import { bootstrapStorm, rollingRestart } from './scenario/bootstrap-storm.js';
import { makeServers, type Server } from './scenario/host.js';
import { limitRate } from './scenario/journald.js';
import { konnectivity } from './scenario/konnectivity.js';
import { SERVING } from './scenario/peer-requests.js';
import { registryLoop } from './scenario/registry-loop.js';
import { type QuietKind, quietRegistry } from './scenario/registry-quiet.js';
import type { Scenario } from './scenario/scenario.js';
import { slowDisk } from './scenario/slow-disk.js';
import { type SpegelLog, spegelElection } from './scenario/spegel-election.js';

const FROM = Date.UTC(2025, 3, 15, 10) + 0.125;
const MINUTE_MS = 60_000;

const serversOf = (count: number, product: 'k3s' | 'rke2' = 'k3s'): readonly Server[] =>
  makeServers({
    seed: 5,
    product,
    version: product === 'k3s' ? 'v1.31.7+k3s1' : 'v1.31.7+rke2r1',
    names: Array.from({ length: count }, (_, no) => `s${no + 1}`),
    network: '10.0.0',
    at: FROM,
  });

interface Ring {
  readonly length: number;
  readonly hopMs?: number;
  readonly requests?: number;
  readonly debug?: boolean;
  readonly product?: 'k3s' | 'rke2';
  readonly seed?: number;
}

function ring({ length, hopMs = 50, requests = 1, debug = true, product = 'k3s', seed = 7 }: Ring) {
  const servers = serversOf(Math.max(length, 3), product);
  return registryLoop({
    seed,
    servers,
    cycle: servers.slice(0, length).map(({ name }) => name),
    from: FROM,
    to: FROM + 5 * MINUTE_MS,
    restartMinutes: servers.map(() => 0),
    closedFromMinute: 1,
    joins: [{ atMinute: 1, node: 's1', requests }],
    hopMs,
    debug,
  });
}

const entriesOf = (scenario: Scenario, name: string): Entry[] => [
  ...(scenario.streams.find((stream) => stream.name === name)?.entries() ?? []),
];
const requestsIn = (scenario: Scenario, name: string): Entry[] =>
  entriesOf(scenario, name).filter(({ message }) => message.includes(SERVING));
const clientOf = ({ message }: Entry): string => /to client at ([^"]+)"/.exec(message)?.[1] ?? '';

describe('registry loop', () => {
  it.each([2, 3, 5, 9])(
    'in a ring of %i divides the rate of a chain among the servers',
    (length) => {
      const seen = requestsIn(ring({ length }), 's1').length;
      const seconds = 4 * 60 - 10; // from the trigger to the end, less the first time-out
      expect(seen / seconds).toBeCloseTo(1000 / 50 / length, 0);
    },
  );

  it('prints its first line 10 s after the outside request', () => {
    const [row] = ring({ length: 1 }).truth();
    expect((row?.from ?? 0) - (FROM + MINUTE_MS)).toBeGreaterThanOrEqual(10_000);
    expect((row?.from ?? 0) - (FROM + MINUTE_MS)).toBeLessThan(10_600);
  });

  it('shows each server of a ring the one before it', () => {
    const clients = requestsIn(ring({ length: 3 }), 's2').map(clientOf);
    expect(new Set(clients)).toEqual(new Set(['10.0.0.11']));
  });

  it('shows a server that asks itself its own address', () => {
    const [outside, ...own] = requestsIn(ring({ length: 1 }), 's1').map(clientOf);
    expect([outside, ...new Set(own)]).toEqual(['10.0.0.11', '10.0.0.11']);
  });

  it('adds a chain for each request and never decays', () => {
    const one = requestsIn(ring({ length: 3 }), 's1').length;
    const four = requestsIn(ring({ length: 3, requests: 4 }), 's1').length;
    expect(four / one).toBeCloseTo(4, 0);
  });

  it('lists the serving node itself, as affected builds do', () => {
    const [line] = requestsIn(ring({ length: 3 }), 's2');
    expect(line?.message).toMatch(/\[.*\/ip4\/10\.0\.0\.12\/tcp\/5001\/p2p\/Qm\w{44}\] to client/);
  });

  it('says nothing at info level', () => {
    const scenario = ring({ length: 3, debug: false });
    expect(requestsIn(scenario, 's1')).toEqual([]);
    expect(scenario.truth()[0]).toMatchObject({ id: 'embedded-registry-loop', count: 0 });
  });

  it('counts in its truth what stands in the logs', () => {
    const scenario = ring({ length: 3 });
    const lines = ['s1', 's2', 's3'].flatMap((name) => requestsIn(scenario, name));
    expect(scenario.truth()[0]).toMatchObject({ conclusion: 'ring', count: lines.length });
  });

  it('keeps etcd out of the journal of RKE2', () => {
    const scenario = ring({ length: 3, product: 'rke2' });
    expect(entriesOf(scenario, 's1').filter(({ message }) => message.startsWith('{'))).toEqual([]);
    expect(scenario.streams.map(({ name }) => name.split('/').length)).toEqual([1, 1, 1, 5, 5, 5]);
  });
});

describe('near misses of the loop', () => {
  const quiet = (kind: QuietKind) =>
    quietRegistry({ seed: 3, servers: serversOf(3), kind, from: FROM, to: FROM + 60 * MINUTE_MS });

  it.each<[QuietKind, number, number]>([
    ['star', 14, 26],
    ['isolated', 29, 31],
    ['half-hour', 40, 60],
    ['manual', 4, 4],
    ['agents', 210, 390],
  ])('%s: between %i and %i requests in an hour', (kind, least, most) => {
    const lines = requestsIn(quiet(kind), 's1');
    expect(lines.length).toBeGreaterThanOrEqual(least);
    expect(lines.length).toBeLessThanOrEqual(most);
  });

  it('ends the burst of a restart within ten seconds', () => {
    const times = requestsIn(quiet('star'), 's1').filter(
      (entry) => clientOf(entry) === '10.0.0.12',
    );
    expect((times.at(-1)?.at ?? 0) - (times[0]?.at ?? 0)).toBeLessThan(10_000);
  });
});

describe('journald', () => {
  const [server] = serversOf(1);
  const line = (at: number): Entry => ({
    at: FROM + at,
    node: 's1',
    ident: 'k3s',
    unit: 'k3s.service',
    pid: 9,
    message: 'x',
    priority: 6,
    boot: { id: 'b', at: FROM },
  });
  const steady = Array.from({ length: 350 }, (_, no) => line(no * 200)); // five a second for 70 s

  it('drops what exceeds the burst and says so when the next window opens', () => {
    if (server === undefined) throw new Error('no server');
    const kept = [...limitRate(steady, server, { burst: 100 })];
    const notes = kept.filter(({ ident }) => ident === 'systemd-journald');
    expect(notes.map(({ at, message }) => [at - FROM, message])).toEqual([
      [30_200, 'Suppressed 51 messages from k3s.service'],
      [60_400, 'Suppressed 51 messages from k3s.service'],
    ]);
    expect(kept.length - notes.length).toBe(100 + 100 + 48);
  });
});

describe('other scenarios', () => {
  it("repeats the agent's attempt every 1.069 s", () => {
    const scenario = konnectivity({
      seed: 1,
      kind: 'storm',
      controllers: ['c1', 'c2', 'c3'],
      agents: ['w1'],
      network: '10.0.0',
      from: FROM,
      to: FROM + 10 * MINUTE_MS,
    });
    const [agent] = scenario.streams.filter(({ node }) => node === 'w1');
    const lines = [...(agent?.entries() ?? [])].filter(({ message }) =>
      message.includes('"duplicate server"'),
    );
    const span = (lines.at(-1)?.at ?? 0) - (lines[0]?.at ?? 0);
    expect(span / (lines.length - 1)).toBeCloseTo(1069, 0);
    expect(lines[0]?.message).toMatch(/ serverCount=3 clientsCount=1$/);
  });

  it.each(['restart', 'healthy'] as const)('k0s %s: no flood after two minutes', (kind) => {
    const scenario = konnectivity({
      seed: 1,
      kind,
      controllers: ['c1', 'c2', 'c3'],
      agents: ['w1'],
      network: '10.0.0',
      from: FROM,
      to: FROM + 10 * MINUTE_MS,
    });
    const late = scenario.streams
      .flatMap((stream) => [...stream.entries()])
      .filter(({ at, message }) => at > FROM + 2 * MINUTE_MS && /No agent|duplicate/.test(message));
    expect(late).toEqual([]);
  });

  it.each<[SpegelLog, number]>([
    ['klog', 60],
    ['zap', 60],
    ['slog-newline', 60],
    ['slog', 180],
  ])('spegel %s: acquires, is silent and stops after %i s', (log, probeSeconds) => {
    const to = FROM + 60 * MINUTE_MS;
    const scenario = spegelElection({ seed: 2, pods: 30, log, probeSeconds, from: FROM, to });
    const lives = scenario.streams.map((stream) => [...stream.entries()].slice(-2));
    const waits = lives.map(([first, last]) => ((last?.at ?? 0) - (first?.at ?? 0)) / 1000);
    expect(
      lives.every(
        ([first, last]) =>
          `${first?.message}`.includes(
            'attempting to acquire leader lease spegel/spegel-leader-election...',
          ) && `${last?.message}`.includes('gracefully shutdown'),
      ),
    ).toBe(true);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(probeSeconds);
    expect(Math.max(...waits)).toBeLessThan(probeSeconds + 3);
    expect(scenario.truth()[0]).toMatchObject({ count: 90 });
  });

  it('asks for bootstrap data far more often than a rolling restart does', () => {
    const options = { seed: 4, servers: serversOf(4), from: FROM, to: FROM + 20 * MINUTE_MS };
    const storm = bootstrapStorm({ ...options, stormFromMinute: 2, stormToMinute: 18 });
    const asked = (scenario: Scenario): number =>
      entriesOf(scenario, 's1').filter(({ message }) => message.includes('Serving HTTP bootstrap'))
        .length;
    expect(asked(storm)).toBe(storm.truth()[0]?.count);
    expect(asked(storm)).toBeGreaterThan(300);
    expect(asked(rollingRestart(options))).toBe(3);
  });

  it.each(['k3s', 'rke2-pod', 'k0s'] as const)(
    'slow disk by way of %s: every sync over a second',
    (carrier) => {
      const scenario = slowDisk({
        seed: 6,
        servers: serversOf(3),
        carrier,
        from: FROM,
        to: FROM + 10 * MINUTE_MS,
      });
      const syncs = [...(scenario.streams[0]?.entries() ?? [])].filter(({ message }) =>
        message.includes('slow fdatasync'),
      );
      expect(syncs.length).toBeGreaterThan(20);
      expect(syncs.every(({ message }) => /took\\?":\\?"\d+(\.\d+)?s/.test(message))).toBe(true);
    },
  );
});

describe('determinism and order', () => {
  it.each(TRANSPORTS)('%s: the same seed gives the same bytes, read twice', (transport) => {
    const scenario = ring({ length: 3 });
    const entries = () => entriesOf(scenario, 's1').slice(0, 400);
    const again = entriesOf(ring({ length: 3 }), 's1').slice(0, 400);
    expect(encodeAll(entries(), transport).equals(encodeAll(again, transport))).toBe(true);
  });

  it('another seed gives another log', () => {
    const texts = [7, 8].map((seed) =>
      encodeAll(entriesOf(ring({ length: 3, seed }), 's1'), 'short'),
    );
    expect(texts[0]?.equals(texts[1] ?? Buffer.alloc(0))).toBe(false);
  });

  it('every stream is in time order', () => {
    const scenarios = [
      ring({ length: 3 }),
      slowDisk({
        seed: 6,
        servers: serversOf(3),
        carrier: 'k3s',
        leaseLostMinutes: [5],
        from: FROM,
        to: FROM + 10 * MINUTE_MS,
      }),
    ];
    for (const stream of scenarios.flatMap(({ streams }) => streams)) {
      const times = [...stream.entries()].map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('writes bulk in chunks until the size is reached', () => {
    const sizes = [...bulkStorm({ maxBytes: 3_000_000, transport: 'json' })].map(
      (chunk) => chunk.length,
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(Math.max(...sizes)).toBeLessThan(70_000);
    expect(total - 3_000_000).toBeLessThan(70_000);
  });
});

describe('encoders', () => {
  const entry = (message: string): Entry => ({
    at: FROM,
    node: 's1',
    ident: 'k3s',
    unit: 'k3s.service',
    pid: 1234,
    message,
    priority: 6,
    boot: { id: 'a'.repeat(32), at: FROM - 5_000 },
    pod: { namespace: 'spegel', name: 'spegel-x', uid: 'u', container: 'registry' },
    stream: 'stderr',
  });
  const text = (message: string, transport: Transport, options = {}): string =>
    encodeAll([entry(message)], transport, options).toString();

  it.each([
    ['short', {}, 'Apr 15 10:00:00 s1 k3s[1234]: hi\n'],
    ['short-precise', { noHostname: true }, 'Apr 15 10:00:00.000125 k3s[1234]: hi\n'],
    ['short-iso', { offsetMinutes: 330 }, '2025-04-15T15:30:00+0530 s1 k3s[1234]: hi\n'],
    ['short-iso', { isoColon: true }, '2025-04-15T10:00:00+00:00 s1 k3s[1234]: hi\n'],
    [
      'short-iso-precise',
      { offsetMinutes: -480 },
      '2025-04-15T02:00:00.000125-0800 s1 k3s[1234]: hi\n',
    ],
    ['short-full', {}, 'Tue 2025-04-15 10:00:00 UTC s1 k3s[1234]: hi\n'],
    ['short-unix', {}, '1744711200.000125 s1 k3s[1234]: hi\n'],
    ['short-monotonic', {}, '[    5.000000] s1 k3s[1234]: hi\n'],
    ['with-unit', {}, 'Tue 2025-04-15 10:00:00 UTC s1 k3s.service[1234]: hi\n'],
    ['cat', {}, 'hi\n'],
    ['cri', { offsetMinutes: 480 }, '2025-04-15T18:00:00.000125002+08:00 stderr F hi\n'],
    ['kubectl-logs-prefix', {}, '[pod/spegel-x/registry] hi\n'],
    ['kubectl-logs-timestamps', {}, '2025-04-15T10:00:00.000125002Z hi\n'],
    [
      'docker-json',
      {},
      '{"log":"hi\\n","stream":"stderr","time":"2025-04-15T10:00:00.000125002Z"}\n',
    ],
    ['rfc3164', {}, 'Apr 15 10:00:00 s1 k3s[1234]: hi\n'],
    ['rsyslog-iso', {}, '2025-04-15T10:00:00.000125+00:00 s1 k3s[1234]: hi\n'],
    ['rfc5424', {}, '<30>1 2025-04-15T10:00:00.000125+00:00 s1 k3s 1234 - -  hi\n'],
    ['plain', {}, 'hi\n'],
  ] as const)('%s prints %j', (transport, options, expected) => {
    expect(text('hi', transport, options)).toBe(expected);
  });

  it('json keeps text as a string and turns control bytes into numbers', () => {
    expect(JSON.parse(text('tab\tline\nÄ', 'json'))).toMatchObject({
      MESSAGE: 'tab\tline\nÄ',
      _PID: '1234',
    });
    expect(JSON.parse(text('a\x1bb', 'json')).MESSAGE).toEqual([97, 27, 98]);
  });

  it('json shuffles the keys of each line', () => {
    const lines = encodeAll(
      Array.from({ length: 20 }, () => entry('hi')),
      'json',
    )
      .toString()
      .trimEnd()
      .split('\n');
    expect(new Set(lines.map((line) => Object.keys(JSON.parse(line)).join())).size).toBe(20);
  });

  it.each(['json-pretty', 'json-seq', 'json-sse'] as const)(
    '%s holds the same object',
    (transport) => {
      const bare = text('hi "there"', transport).replace(/^(\x1e|data: )/, '');
      expect(JSON.parse(bare)).toEqual(JSON.parse(text('hi "there"', 'json')));
    },
  );

  it('export gives a binary field its length', () => {
    const bytes = encodeAll([entry('one\ntwo')], 'export');
    const at = bytes.indexOf('\nMESSAGE\n') + '\nMESSAGE\n'.length;
    const length = Number(bytes.readBigUInt64LE(at));
    expect(bytes.toString('utf8', at + 8, at + 8 + length)).toBe('one\ntwo');
    expect(bytes.toString('utf8', at + 8 + length)).toBe('\n\n');
  });

  it('cri cuts at 16384 bytes, never inside a character', () => {
    const long = `${'x'.repeat(16_383)}ü${'y'.repeat(20_000)}`;
    const lines = text(long, 'cri')
      .trimEnd()
      .split('\n')
      .map((line) => /^\S+ stderr ([FP]) (.*)$/.exec(line));
    expect(lines.map((line) => line?.[1])).toEqual(['P', 'P', 'F']);
    expect(lines.map((line) => line?.[2]).join('')).toBe(long);
    expect(text('x'.repeat(16_384), 'cri')).toContain(' F ');
  });

  it('docker-json puts the line end on the last piece only', () => {
    const long = 'z'.repeat(40_000);
    const logs = text(long, 'docker-json')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).log as string);
    expect(logs.join('')).toBe(`${long}\n`);
    expect(logs.slice(0, -1).some((log) => log.endsWith('\n'))).toBe(false);
  });

  it('short marks a change of the boot, hides binary and indents further lines', () => {
    const other = { ...entry('x\ny'), boot: { id: 'b'.repeat(32), at: FROM } };
    const lines = encodeAll([entry('a\x00b'), other], 'short')
      .toString()
      .split('\n');
    const indent = ' '.repeat('Apr 15 10:00:00 s1 k3s[1234]: '.length);
    expect(lines).toEqual([
      'Apr 15 10:00:00 s1 k3s[1234]: [3B blob data]',
      `-- Boot ${'b'.repeat(32)} --`,
      'Apr 15 10:00:00 s1 k3s[1234]: x',
      `${indent}y`,
      '',
    ]);
  });
});

describe('payloads', () => {
  it.each([
    [0, '0s'],
    [0.000_001, '1ns'],
    [0.782_044, '782.044µs'],
    [103.456_789, '103.456789ms'],
    [4_123.456_789, '4.123456789s'],
    [65_000, '1m5s'],
    [3_661_005, '1h1m1.005s'],
  ])('%f ms is %s', (ms, shown) => expect(goDuration(ms)).toBe(shown));

  it('quotes as Go does', () => {
    expect(goQuote('say "x"\n\t\x1b[31m 中')).toBe('"say \\"x\\"\\n\\t\\x1b[31m 中"');
  });

  it('draws the same numbers from the same seed', () => {
    const draw = (...seed: (string | number)[]) => {
      const random = createRandom(...seed);
      return Array.from({ length: 5 }, () => random.int(0, 1e9));
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
  });
});
