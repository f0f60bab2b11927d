import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { createWorkerSession } from '../../src/triage/worker-session.js';
import { bundled } from '../support/built.js';
import { eventsOf, lastTriage } from './events.js';

const RING = 'samples/k3s-ring/input';
const url = await bundled('triage-worker');

it('gives the same report from a thread of its own', async () => {
  const session = createWorkerSession({ options: { paths: [RING] }, readsStdin: false }, url);
  const events = await eventsOf(session);
  await session.close();
  expect(lastTriage(events)?.report).toEqual(await analyze({ paths: [RING] }));
});

it('fails with the sentence for the user, not with a stack', async () => {
  const session = createWorkerSession({ options: { paths: ['no/such'] }, readsStdin: false }, url);
  const events = await eventsOf(session);
  expect(events).toEqual([{ kind: 'failed', message: 'no/such does not exist.' }]);
  await session.close();
});

it('closes while it reads', async () => {
  const session = createWorkerSession({ options: { paths: [RING] }, readsStdin: false }, url);
  await session.close();
  expect(await session.around('x', 1, 1, 1)).toEqual({ why: 'gone' });
});
