import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from '../../src/model/observation.js';
import { createRuns } from '../../src/observe/runs.js';
import { listed } from '../support/listed.js';

const subjects: readonly Subject[] = ['a', 'b', 'c'].map((source) => ({ node: source, source }));

const stay = (subject: Subject): Subject => subject;

const event = fc.record({
  at: fc.integer({ min: 0, max: 50 }),
  source: fc.integer({ min: 0, max: 2 }),
  line: fc.integer({ min: 1, max: 1000 }),
  took: fc.double({ noNaN: true }),
});

it('gives observations back by time, source and line, whatever the order they came in', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 300 }), (events) => {
      const runs = createRuns();
      for (const { at, source, line, took } of events) {
        // biome-ignore lint/style/noNonNullAssertion: three subjects.
        const subject = subjects[source]!;
        runs.add({ signal: 's', subject, line, fields: { took, key: `k${line % 3}` } }, at, false);
      }
      const out = listed(runs.inOrder((at) => at, stay));
      runs.close();
      const expected = events
        .map((e) => ({ ...e, source: 'abc'[e.source] }))
        .sort(
          (a, b) =>
            a.at - b.at ||
            ((a.source ?? '') < (b.source ?? '')
              ? -1
              : a.source === b.source
                ? a.line - b.line
                : 1),
        )
        .map((e) => `${e.at}/${e.source}/${e.line}`);
      expect(out.map((o) => `${o.at}/${o.subject.source}/${o.line}`)).toEqual(expected);
      expect(out.every((o) => o.fields.key === `k${o.line % 3}`)).toBe(true);
    }),
  );
});

it('keeps the order across runs that went to the file', () => {
  const runs = createRuns();
  const total = 900_000;
  for (let i = 0; i < total; i += 1) {
    const at = i % 2 === 0 ? i : total * 2 - i; // one half in order, the other reversed
    runs.add({ signal: 's', subject: subjects[0] as Subject, line: i, fields: {} }, at, false);
  }
  let last = -1;
  let count = 0;
  let disorder = 0;
  runs.inOrder(
    (time) => time,
    stay,
  )(({ at }) => {
    if (at < last) disorder += 1;
    last = at;
    count += 1;
  });
  runs.close();
  expect({ count, disorder }).toEqual({ count: total, disorder: 0 });
});

it('completes assumed times, and puts them into their new order', () => {
  const runs = createRuns();
  const add = (signal: string, source: number, at: number, assumed: boolean): void =>
    runs.add({ signal, subject: subjects[source] as Subject, line: 1, fields: {} }, at, assumed);
  add('known', 0, 500, false);
  add('december', 1, 900, true);
  add('between', 0, 950, false);
  add('january', 1, 100, true);
  const yearBefore = (at: number): number => (at > 800 ? at - 1000 : at);
  const out = listed(runs.inOrder((at, source) => (source === 'b' ? yearBefore(at) : at), stay));
  expect(out.map(({ signal, at }) => [signal, at])).toEqual([
    ['december', -100],
    ['january', 100],
    ['known', 500],
    ['between', 950],
  ]);
});
