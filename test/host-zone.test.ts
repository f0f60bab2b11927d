import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { formatInstant } from '../src/model/time.js';

const root = mkdtempSync(join(tmpdir(), 'hotplane-host-zone-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const STOP = [
  'systemd[1]: Stopping k3s.service - Lightweight Kubernetes...',
  'systemd[1]: k3s.service: Main process exited, code=exited, status=1/FAILURE',
  'systemd[1]: Stopped k3s.service - Lightweight Kubernetes.',
];

/** Nine minutes of K3s of a host, in the zone its wall clock shows; the fifth line is the end of its lease. */
const k3s = (host: string, hour: string, zone: string): readonly string[] =>
  Array.from({ length: 10 }, (_, no) => {
    const time = `2025-07-14T${hour}:${15 + no}:00${zone}`;
    const text =
      no === 5 ? 'leaderelection lost for k3s' : 'Reconciling ETCDSnapshotFile resources';
    const level = no === 5 ? 'fatal' : 'info';
    const head = `Jul 14 ${hour}:${15 + no}:00 ${host} k3s[${no < 6 ? 700 : 990}]:`;
    return `${head} time="${time}" level=${level} msg="${text}"`;
  });
const stopOf = (host: string, at: string): readonly string[] =>
  STOP.map((text) => `Jul 14 ${at} ${host} ${text}`);

async function toldOf(name: string, files: Readonly<Record<string, readonly string[]>>) {
  for (const [file, lines] of Object.entries(files)) {
    const path = join(root, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${lines.join('\n')}\n`);
  }
  const { findings, coverage } = await analyze({ paths: [join(root, name)] });
  const spans = coverage.map(({ source, from = 0, notes }) => [
    source.slice(join(root, name).length + 1),
    formatInstant(from),
    notes.some(({ code }) => code === 'zone-assumed'),
  ]);
  return { findings: findings.map(({ id }) => id), spans };
}

describe('a zone that a host shows in one log', () => {
  it('holds for its logs that show none: no stop is taken for a lost lease', async () => {
    const told = await toldOf('hit', {
      'k3s.log': k3s('node-o', '04', '+02:00'),
      'systemd.log': stopOf('node-o', '04:19:59'),
    });
    expect(told).toEqual({
      findings: [],
      spans: [
        ['k3s.log', '2025-07-14T02:15:00Z', false],
        ['systemd.log', '2025-07-14T02:19:59Z', false],
      ],
    });
  });

  it('is shown by stamps of the transport, too', async () => {
    const iso = k3s('node-o', '04', '+02:00').map((line) =>
      line.replace(/^Jul 14 (\S+)/, '2025-07-14T$1+0200'),
    );
    const { spans } = await toldOf('iso', { 'a.log': iso, 'b.log': stopOf('node-o', '04:19:59') });
    expect(spans[1]).toEqual(['b.log', '2025-07-14T02:19:59Z', false]);
  });

  it('does not hold for another host', async () => {
    const { spans } = await toldOf('other', {
      'a.log': k3s('node-o', '04', '+02:00'),
      'b.log': stopOf('node-p', '04:19:59'),
    });
    expect(spans[1]).toEqual(['b.log', '2025-07-14T04:19:59Z', true]);
  });

  it('does not hold for a log of several hosts', async () => {
    const { spans } = await toldOf('several', {
      'a.log': k3s('node-o', '04', '+02:00'),
      'b.log': [...stopOf('node-o', '04:19:58'), ...stopOf('node-p', '04:19:59')],
    });
    expect(spans[1]).toEqual(['b.log', '2025-07-14T04:19:58Z', true]);
  });

  it('holds for no log that may be of a container', async () => {
    const { spans } = await toldOf('pod', {
      'node-o/journal.log': k3s('node-o', '04', '+02:00'),
      'node-o/konnectivity.log': ['I0714 02:16:00.000000       1 client.go:1] hello'],
      'node-o/kubelet.log': ['I0714 04:16:00.000000     700 kubelet.go:1] hello'],
    });
    expect(spans).toEqual([
      ['node-o/journal.log', '2025-07-14T02:15:00Z', false],
      ['node-o/konnectivity.log', '2025-07-14T02:16:00Z', true],
      ['node-o/kubelet.log', '2025-07-14T02:16:00Z', false],
    ]);
  });

  it('holds for none where two logs of the host show different ones', async () => {
    const { spans } = await toldOf('dispute', {
      'a.log': k3s('node-o', '04', '+02:00'),
      'b.log': k3s('node-o', '04', '-05:00'),
      'c.log': stopOf('node-o', '04:19:59'),
    });
    expect(spans[2]?.[1]).toBe('2025-07-14T04:19:59Z');
  });
});

describe('one stamp', () => {
  const iso = (text: string, at: string): string => `2025-07-14T${at}+0000 o ${text}`;
  const begin = iso('k3s[7]: time="2025-07-14T04:15:00Z" level=info msg="hello"', '04:15:00');
  const fatal = iso(
    'k3s[7]: time="2025-07-14T04:20:00Z" level=fatal msg="leaderelection lost for k3s"',
    '04:20:00',
  );
  const [stopping = '', , stopped = ''] = STOP.map((text) => iso(text, '04:20:00'));
  const exited = iso(STOP[1] ?? '', '04:20:00');

  it('of a stop and what it brings about is turned round in a log that begins with the newest line', async () => {
    const stop = [begin, stopping, fatal, stopped];
    expect((await toldOf('on', { 'a.log': stop })).findings).toEqual([]);
    expect((await toldOf('back', { 'a.log': stop.toReversed() })).findings).toEqual([]);
  });

  it('of a loss before the stop stays one, in both directions', async () => {
    const loss = [begin, fatal, stopping, stopped];
    expect((await toldOf('loss-on', { 'a.log': loss })).findings).toEqual(['lease-lost']);
    expect((await toldOf('loss-back', { 'a.log': loss.toReversed() })).findings).toEqual([
      'lease-lost',
    ]);
  });

  it('in two logs does not decide against a stop, whatever their names', async () => {
    for (const [k3sLog, systemdLog] of [
      ['a.log', 'b.log'],
      ['b.log', 'a.log'],
    ] as const) {
      const files = { [k3sLog]: [begin, fatal], [systemdLog]: [stopping, exited, stopped] };
      expect((await toldOf(`two-${k3sLog}`, files)).findings).toEqual([]);
    }
  });

  it('in two logs is a loss where nobody asked for a stop', async () => {
    const files = { 'a.log': [begin, fatal], 'b.log': [exited] };
    expect((await toldOf('exit', files)).findings).toEqual(['lease-lost']);
  });
});
