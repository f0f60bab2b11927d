import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { createSession } from '../../src/triage/session.js';
import { bundledPrograms } from '../support/bundled-programs.js';
import { eventsOf, lastTriage } from '../triage/events.js';

const programs = bundledPrograms();
const RING = 'samples/k3s-ring/input';
const apart = () => ({
  paths: [RING],
  workers: 2,
  parallel: { minBytes: 1, workerFile: programs().reader },
});

it('ends with the report of a run without threads, every source told to its end', async () => {
  const session = createSession(apart());
  const events = await eventsOf(session);
  await session.close();
  expect(lastTriage(events)?.report).toEqual(await analyze({ paths: [RING], workers: 0 }));
  const told = events.filter(({ kind }) => kind === 'progress').at(-1);
  expect(told?.kind === 'progress' && told.sources.map(({ done }) => done)).toEqual([
    true,
    true,
    true,
  ]);
});

it('can be closed while threads start', async () => {
  const session = createSession(apart());
  await session.close();
  const other = createSession(apart());
  await new Promise((resolve) => setImmediate(resolve));
  other.stop();
  expect(lastTriage(await eventsOf(other))?.report.coverage.length).toBeLessThanOrEqual(3);
  await other.close();
});
