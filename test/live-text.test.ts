import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { tellLive } from '../src/live-text.js';
import { createSession } from '../src/triage/session.js';

const BYTES = gunzipSync(readFileSync('samples/k3s-ring/input/server1.log.gz'));

it('tells what opens and is over, and gives the report in the end', async () => {
  const session = createSession({ paths: ['-'], stdin: Readable.from([BYTES]) });
  const lines: string[] = [];
  const end = await tellLive(session, { lang: 'en', write: (line) => lines.push(line) });
  await session.close();
  const ids = 'report' in end ? end.report.findings.map(({ id }) => id) : [];
  expect(ids).toContain('embedded-registry-loop');
  expect(lines.filter((line) => / UTC {2}(?:OPEN|OVER) /.test(line)).length).toBeGreaterThanOrEqual(
    ids.length,
  );
});

it('stops the reading of a pipe without end when it is told to', async () => {
  const stdin = new Readable({ read() {} });
  stdin.push(BYTES.subarray(0, 100_000));
  const session = createSession({ paths: ['-'], stdin });
  const ending = new AbortController();
  setTimeout(() => ending.abort(), 1000);
  const end = await tellLive(session, { lang: 'zh', write: () => {}, signal: ending.signal });
  expect('report' in end && end.report.coverage.map(({ source }) => source)).toEqual(['stdin']);
  await session.close();
});

it('says why there is no report', async () => {
  const session = createSession({ paths: ['no/such'] });
  const end = await tellLive(session, { lang: 'en', write: () => {} });
  expect(end).toEqual({ message: 'no/such does not exist.' });
  await session.close();
});
