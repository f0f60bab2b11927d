import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import type { TriageEvent, TriageSession } from '../../src/model/triage.js';
import { createSession } from '../../src/triage/session.js';
import { eventsOf, lastTriage } from './events.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-live-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
/** Short enough to be read whole, with and without pauses. */
const BYTES = gunzipSync(readFileSync('samples/k3s-ring/input/server1.log.gz')).subarray(
  0,
  500_000,
);

/** The first event that is as asked for. */
const seen = (session: TriageSession, is: (event: TriageEvent) => boolean): Promise<TriageEvent> =>
  new Promise((resolve) => {
    const leave = session.subscribe((event) => {
      if (is(event)) resolve(event);
    });
    void leave;
  });
const linesRead = (wanted: number) => (event: TriageEvent) =>
  event.kind === 'progress' && event.sources.reduce((sum, { lines }) => sum + lines, 0) >= wanted;

it('ends with the report of the batch run where a pipe that paused ends', async () => {
  const bytes = BYTES;
  const stdin = new Readable({ read() {} });
  const session = createSession({ paths: ['-'], stdin });
  const ended = eventsOf(session);
  const half = bytes.indexOf(10, bytes.length / 2) + 1;
  stdin.push(bytes.subarray(0, half));
  const meanwhile = await seen(session, ({ kind }) => kind === 'triage');
  expect(meanwhile).toMatchObject({ final: false });
  stdin.push(bytes.subarray(half));
  stdin.push(null);
  const report = lastTriage(await ended)?.report;
  const batch = await analyze({ paths: ['-'], stdin: Readable.from([bytes]) });
  expect(JSON.stringify(report)).toBe(JSON.stringify(batch));
  await session.close();
});

it('follows several files at once, and ends with what a batch run finds in them', async () => {
  const lines = BYTES.toString().split(/(?<=\n)/);
  const paths = ['a.log', 'b.log'].map((name) => join(home, name));
  const [a = '', b = ''] = paths;
  writeFileSync(a, lines.slice(0, 50).join(''));
  const session = createSession({ paths, follow: true });
  const ended = eventsOf(session);
  await seen(session, linesRead(50));
  writeFileSync(b, lines.slice(100, 140).join(''));
  await seen(session, linesRead(90));
  appendFileSync(a, lines.slice(50, 100).join(''));
  await seen(session, linesRead(140));
  session.stop();
  const report = lastTriage(await ended)?.report;
  expect(JSON.stringify(report)).toBe(JSON.stringify(await analyze({ paths })));
  await session.close();
});

it('says that a file was not read to its end where the reading was stopped', async () => {
  const path = join(home, 'long.log');
  writeFileSync(path, Buffer.concat(Array.from({ length: 40 }, () => BYTES)));
  const session = createSession({ paths: [path] });
  const ended = eventsOf(session);
  await seen(session, linesRead(1));
  session.stop();
  const [coverage] = lastTriage(await ended)?.report.coverage ?? [];
  expect(coverage?.notes.map(({ code }) => code)).toContain('reading-stopped');
  expect(coverage?.lines).toBeGreaterThan(0);
  await session.close();
});
