import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnalyzeOptions } from '../src/analyze.js';
import { analyze } from '../src/analyze.js';
import { formatInstant } from '../src/model/time.js';

const root = mkdtempSync(join(tmpdir(), 'hotplane-late-zone-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 8, 2, 21, 59);

/** So many of the host's other lines wait before anything tells a zone: more than can wait. */
const MANY = 20_400;

const wallAt = (second: number, offsetMinutes: number): string =>
  new Date(START + second * 1000 + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19);
const short = (wall: string): string =>
  `${wall.slice(5, 7) === '09' ? 'Sep' : 'Oct'} ${wall.slice(8, 10)} ${wall.slice(11)}`;

interface Kind {
  readonly name: string;
  readonly offsetMinutes: number;
  readonly zone: string;
}

const KINDS: readonly Kind[] = [
  { name: 'ahead of UTC', offsetMinutes: 480, zone: '+08:00' },
  { name: 'behind UTC', offsetMinutes: -210, zone: '-03:30' },
];

/** A renewal that fails, hours of a web server's lines, and last what tells year and zone. */
function hostLog({ offsetMinutes, zone }: Kind, count: number, tells: boolean): readonly string[] {
  const at = (second: number) => wallAt(second, offsetMinutes);
  const klog = (second: number) =>
    `${at(second).slice(5, 7)}${at(second).slice(8, 10)} ${at(second).slice(11)}.500000`;
  const k3s = (second: number, text: string) => `${short(at(second))} cp k3s[1]: ${text}`;
  const lock = 'kube-system/kube-controller-manager';
  return [
    k3s(
      7,
      `E${klog(7)}       1 leaderelection.go:436] error retrieving resource lock ${lock}: Get "https://127.0.0.1:6444/x": context deadline exceeded`,
    ),
    k3s(
      11,
      `I${klog(11)}       1 leaderelection.go:297] failed to renew lease ${lock}: context deadline exceeded`,
    ),
    k3s(11, `E${klog(11)}       1 controllermanager.go:356] "leaderelection lost"`),
    ...Array.from(
      { length: count },
      (_, no) => `${short(at(12 + no))} cp nginx[9]: GET /assets/${no}.png HTTP/1.1 200 123`,
    ),
    ...Array.from({ length: tells ? 5 : 0 }, (_, no) =>
      k3s(
        count + 20 + no,
        `time="${at(count + 20 + no)}${zone}" level=info msg="Reconciling ETCDSnapshotFile resources"`,
      ),
    ),
  ];
}

async function toldOf(name: string, lines: readonly string[], options: Partial<AnalyzeOptions>) {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
  const windowSizes = { headBytes: 8_192, regionBytes: 65_536 };
  const { verdict, findings, coverage } = await analyze({ paths: [path], windowSizes, ...options });
  const [only] = coverage;
  return {
    verdict,
    findings: findings.map(({ id, from }) => [id, formatInstant(from ?? 0)]),
    evidence: findings.flatMap(({ evidence }) =>
      evidence.map(({ time }) => formatInstant(time ?? 0)),
    ),
    gaps: only?.gaps,
    from: formatInstant(only?.from ?? 0),
    to: formatInstant(only?.to ?? 0),
    notes: only?.notes.map(({ code }) => code),
  };
}

describe.each(KINDS)('a zone $name that is told behind more lines than can wait', (kind) => {
  const lines = hostLog(kind, MANY, true);
  const expected = {
    findings: [['lease-lost', '2025-09-02T21:59:07.500Z']],
    gaps: [],
    from: '2025-09-02T21:59:07.500Z',
    notes: ['year-assumed'],
  };

  it.each([true, false])('holds for the whole source; sieve: %s', async (sieve) => {
    const told = await toldOf('host.log', lines, { sieve });
    expect(told).toMatchObject(expected);
    expect(told.evidence[0]).toBe('2025-09-02T21:59:11.500Z');
    expect(told.to).toBe(formatInstant(START + (MANY + 24) * 1000));
  });

  it('gives what the user could have said', async () => {
    const { offsetMinutes } = kind;
    const { notes: _a, ...told } = await toldOf('host.log', lines, {});
    const clock = { offsetMinutes, year: 2025 };
    const { notes: _b, ...given } = await toldOf('host.log', lines, { clock });
    expect(told).toEqual(given);
  });

  it('holds backwards as well', async () => {
    expect(await toldOf('back.log', lines.toReversed(), {})).toMatchObject({
      ...expected,
      notes: [],
    });
  });
});

it('is read as UTC where it is never told, and says so', async () => {
  const [kind] = KINDS;
  if (!kind) throw new Error('no kind');
  const told = await toldOf('untold.log', hostLog(kind, MANY, false), { clock: { year: 2025 } });
  expect(told).toMatchObject({
    findings: [['lease-lost', '2025-09-03T05:59:07.500Z']],
    notes: ['zone-assumed'],
  });
});
