import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';

/** The clock changes inside a region of the sieve. */
const WINDOW_SIZES = { headBytes: 8_192, regionBytes: 1_048_576 };
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2025, 9, 26, 0, 8);
const LEASE_LOST = [
  'error retrieving resource lock kube-system/kube-controller-manager: Get "https://127.0.0.1:6444/": context deadline exceeded',
  'failed to renew lease kube-system/kube-controller-manager: timed out waiting for the condition',
  '"leaderelection lost"',
];

/** `shown`: what the wall clock shows so many seconds after the beginning, counted as if it were UTC. */
interface Kind {
  readonly name: string;
  readonly seconds: number;
  shown(second: number): number;
  stamp(shownMs: number): string;
  readonly isPayloadRight: boolean;
}

const short = (ms: number): string =>
  `Oct ${new Date(ms).toISOString().slice(8, 19)}`.replace('T', ' ');
const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+0000`;
const at = (second: number): number => START_MS + second * 1_000;

const KINDS: readonly Kind[] = [
  {
    name: 'an hour that autumn repeats',
    seconds: 4_320,
    shown: (second) => at(second) + (second < 52 * 60 ? 120 : 60) * MINUTE_MS,
    stamp: short,
    isPayloadRight: true,
  },
  {
    name: 'a clock set back by 25 minutes',
    seconds: 3_000,
    shown: (second) => at(second) - (second < 1_300 ? 0 : 25) * MINUTE_MS,
    stamp: iso,
    isPayloadRight: false,
  },
  {
    name: 'a block of older lines',
    seconds: 1_500,
    shown: (second) => at(second) - (second >= 900 && second < 910 ? 40 * 24 * 60 : 0) * MINUTE_MS,
    stamp: iso,
    isPayloadRight: false,
  },
];

function linesOf({ seconds, shown, stamp, isPayloadRight }: Kind): readonly string[] {
  return Array.from({ length: seconds }, (_, second) => {
    const shownMs = shown(second);
    const head = `${stamp(shownMs)} srv1 k3s[900]: `;
    const told = new Date(isPayloadRight ? at(second) : shownMs).toISOString().slice(0, 19);
    const text = `${head}time="${told}Z" level=info msg="Handling backend connection request [node-${second % 9}]"`;
    const isLost = second > seconds * 0.8 && second < seconds * 0.85 && second % 20 === 0;
    const klog = new Date(shownMs).toISOString().slice(5, 19).replace('-', '').replace('T', ' ');
    const lost = LEASE_LOST.map(
      (it) => `${head}E${klog}.000001     900 leaderelection.go:332] ${it}`,
    );
    return [text, ...(isLost ? lost : [])];
  }).flat();
}

describe.each(KINDS)('$name', (kind) => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotplane-'));
    await writeFile(join(folder, 'k3s.log'), `${linesOf(kind).join('\n')}\n`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is read alike with the sieve and without', async () => {
    const run = (sieve: boolean) =>
      analyze({ paths: [join(folder, 'k3s.log')], windowSizes: WINDOW_SIZES, sieve });
    const [on, off] = [await run(true), await run(false)];
    const told = ({ coverage, ...rest }: typeof on) => ({
      ...rest,
      coverage: coverage.map(({ records: _r, unparsed: _u, sieved: _s, ...it }) => it),
    });
    expect(on.coverage[0]?.sieved).toBeGreaterThan(kind.seconds / 4);
    expect(on.findings.map(({ id }) => id)).toContain('lease-lost');
    expect(told(on)).toEqual(told(off));
  });
});
