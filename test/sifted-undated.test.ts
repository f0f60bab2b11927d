import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';

const LEASE_LOST = [
  'error retrieving resource lock kube-system/kube-controller-manager: Get "https://127.0.0.1:6444/": context deadline exceeded',
  'failed to renew lease kube-system/kube-controller-manager: timed out waiting for the condition',
  '"leaderelection lost"',
];
const two = (value: number): string => String(value).padStart(2, '0');
const clockOf = (second: number): string =>
  [8 + second / 3_600, (second / 60) % 60, second % 60].map((it) => two(Math.floor(it))).join(':');

/** A journal whose stamps lack the year; `told`: seconds at which a line tells it, and nothing that a rule knows. */
function journal(told: (second: number) => string | undefined): string {
  return Array.from({ length: 4_000 }, (_, second) => {
    const clock = clockOf(second);
    const lost = second > 3_200 && second < 3_400 ? LEASE_LOST[second % 20] : undefined;
    const text =
      told(second) ??
      (lost === undefined
        ? `I0415 ${clock}.000000     900 httplog.go:132] "HTTP" verb="GET" resp=200`
        : `E0415 ${clock}.000000     900 leaderelection.go:332] ${lost}`);
    return `Apr 15 ${clock} srv1 k3s[900]: ${text}`;
  }).join('\n');
}

async function reportOf(text: string, sieve: boolean) {
  const windowSizes = { headBytes: 8_192, regionBytes: 32_768 };
  const stdin = Readable.from([Buffer.from(text)]);
  const { coverage, findings } = await analyze({ paths: [], stdin, windowSizes, sieve });
  const [{ sieved, from, to, notes } = expect.fail()] = coverage;
  return { sieved, told: { findings, from, to, notes } };
}

it.each([
  ['year and zone', (clock: string) => `time="2025-04-15T${clock}+02:00" level=info msg=ready`, 6],
  ['year and zone in UTC', (clock: string) => `time="2025-04-15T${clock}Z" level=info msg=x`, 8],
])('a line that no rule knows tells %s, with the sieve too', async (_, tell, hour) => {
  const text = journal((second) =>
    second > 1_000 && second % 40 === 0 ? tell(clockOf(second)) : undefined,
  );
  const [on, off] = [await reportOf(text, true), await reportOf(text, false)];
  expect(on.told).toEqual(off.told);
  expect(on.sieved).toBeGreaterThan(1_500);
  expect(on.told.from).toBe(Date.UTC(2025, 3, 15, hour));
  expect(on.told.findings.map(({ id }) => id)).toEqual(['lease-lost']);
});

it('without such a line both say that nothing tells it', async () => {
  const text = journal(() => undefined);
  const [on, off] = [await reportOf(text, true), await reportOf(text, false)];
  expect(on.told).toEqual(off.told);
  expect(on.told.notes.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['year-assumed', 'zone-assumed']),
  );
});
