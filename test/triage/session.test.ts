import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { createSession } from '../../src/triage/session.js';
import { eventsOf, lastTriage } from './events.js';

const RING = 'samples/k3s-ring/input';

it('ends with the report of the batch run', async () => {
  const session = createSession({ paths: [RING] });
  const events = await eventsOf(session);
  await session.close();
  expect(lastTriage(events)?.report).toEqual(await analyze({ paths: [RING] }));
  const told = events.filter(({ kind }) => kind === 'progress').at(-1);
  expect(told?.kind === 'progress' && told.sources.every(({ done }) => done)).toBe(true);
});

it('tells a late listener what was told before', async () => {
  const session = createSession({ paths: [RING] });
  await eventsOf(session);
  const kinds: string[] = [];
  session.subscribe(({ kind }) => kinds.push(kind));
  expect(kinds).toEqual(['progress', 'triage']);
  await session.close();
});

it('fails with the sentence for the user', async () => {
  const session = createSession({ paths: ['no/such/file'] });
  const [failed] = await eventsOf(session);
  expect(failed).toEqual({ kind: 'failed', message: 'no/such/file does not exist.' });
  await session.close();
});

it('answers with what was read when the reading is stopped', async () => {
  const stdin = new Readable({ read() {} });
  const session = createSession({ paths: [], stdin });
  const ended = eventsOf(session);
  for (let i = 0; i < 2000; i += 1) {
    stdin.push(
      `2026-05-01T10:00:00Z server1 k3s[812]: time="2026-05-01T10:00:00Z" level=info msg="line ${i}"\n`,
    );
  }
  await new Promise<void>((resolve) => {
    session.subscribe((event) => {
      if (event.kind === 'progress' && event.sources.some(({ lines }) => lines > 0)) resolve();
    });
    // Nothing is told of a pipe that pauses within its first region.
    setTimeout(resolve, 500);
  });
  session.stop();
  const report = lastTriage(await ended)?.report;
  expect(report?.coverage.map(({ source }) => source)).toEqual(['stdin']);
  await session.close();
});

it('tells the last record of a pipe that pauses, though it may go on', async () => {
  const stdin = new Readable({ read() {} });
  const session = createSession({ paths: [], stdin });
  const line = (second: number): string =>
    `2026-05-01T10:00:0${second}Z server1 k3s[812]: I0501 10:00:00.000000     812 server.go:1] hello\n`;
  for (let second = 0; second < 5; second += 1) stdin.push(line(second));
  await new Promise<void>((resolve) => {
    session.subscribe((event) => {
      const [read] = event.kind === 'triage' ? event.triage.report.coverage : [];
      if (read?.records === 5 && read.to === Date.parse('2026-05-01T10:00:04Z')) resolve();
    });
  });
  await session.close();
});
