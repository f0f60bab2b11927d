import { expect, it } from 'vitest';
import type { TimedObservation } from '../../src/model/observation.js';
import { createRuns } from '../../src/observe/runs.js';
import { listed } from '../support/listed.js';
import { observationOf, stay } from './build.js';

type Said = readonly [at: number, source: string, line: number, signal: string];

/** What the observations say in the end, as `source line`. */
function toldOf(said: readonly Said[], reversed: readonly string[], assumed: boolean) {
  const runs = createRuns();
  for (const [at, source, line, signal] of said) {
    runs.add(observationOf({ signal, subject: { node: 'n', source }, line }), at, assumed);
  }
  const ties = { reversed: new Set(reversed), leading: new Set(['stop']) };
  const inOrder = runs.inOrder((at) => at, stay, undefined, ties);
  const all: readonly TimedObservation[] = listed(inOrder);
  runs.close();
  return all.map(({ subject, line }) => `${subject.source}${line}`);
}

const SAID: readonly Said[] = [
  [1, 'a', 9, 'x'],
  [2, 'a', 7, 'x'],
  [2, 'a', 8, 'x'],
  [2, 'b', 1, 'x'],
  [2, 'b', 2, 'x'],
];

it.each([true, false])('turns sources round that begin with the newest line; assumed: %s', (is) => {
  expect(toldOf(SAID, [], is)).toEqual(['a9', 'a7', 'a8', 'b1', 'b2']);
  expect(toldOf(SAID, ['a'], is)).toEqual(['a9', 'a8', 'a7', 'b1', 'b2']);
});

it('puts a source with a leading signal before others, at that stamp and as it stands', () => {
  const stop: Said = [2, 'b', 3, 'stop'];
  expect(toldOf([...SAID, stop], [], false)).toEqual(['a9', 'b1', 'b2', 'b3', 'a7', 'a8']);
  const later: Said = [3, 'b', 3, 'stop'];
  expect(toldOf([...SAID, later], [], false)).toEqual(['a9', 'a7', 'a8', 'b1', 'b2', 'b3']);
});
