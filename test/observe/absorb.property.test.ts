import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/observation.js';
import { createQuotePlaces } from '../../src/observe/quote-places.js';
import { createRuns, type GivenRun } from '../../src/observe/runs.js';
import { createShapeTable } from '../../src/observe/shapes.js';
import { listed } from '../support/listed.js';
import { stay } from './build.js';

/** As another thread gets it. */
const sent = structuredClone;

/** What one source tells: texts, of which some are told again and again, and numbers. */
const telling = fc.array(
  fc.record({
    subject: fc.integer({ min: 0, max: 2 }),
    text: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    took: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  }),
  { maxLength: 40 },
);

const observationsOf = (
  source: string,
  told: typeof telling extends fc.Arbitrary<infer T> ? T : never,
) => {
  const subjects = [0, 1, 2].map((no) => ({ node: `n${no}`, source }));
  return told.map(
    ({ subject, text, took }, index): Observation => ({
      signal: 's',
      // biome-ignore lint/style/noNonNullAssertion: three subjects.
      subject: subjects[subject]!,
      fields: {
        ...(text === undefined ? {} : { text: `t${text}` }),
        ...(took === undefined ? {} : { took }),
      },
      line: index + 1,
    }),
  );
};

it('gives the shapes of several threads the numbers they have in one, also where there are too many', () => {
  const sources = fc.array(telling, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(sources, fc.integer({ min: 1, max: 30 }), (all, max) => {
      const numbers = new Float64Array(2);
      const [one, several] = [createShapeTable(max), createShapeTable(max)];
      const indices: [number, number][] = [];
      all.forEach((told, no) => {
        const own = createShapeTable(max);
        const pairs = observationsOf(`${no}.log`, told).map((it) => [
          one.intern(it, numbers),
          own.intern(it, numbers),
        ]);
        const map = several.absorb(sent(own.take()));
        for (const [alone = 0, theirs = 0] of pairs) indices.push([alone, map[theirs] ?? -1]);
      });
      for (const [alone, absorbed] of indices) expect(absorbed).toBe(alone);
      expect(several.shapes).toEqual(one.shapes);
      expect(several.overflowed).toBe(one.overflowed);
    }),
    { numRuns: 300 },
  );
});

const quoted = fc.array(
  fc.record({
    key: fc.integer({ min: 0, max: 14 }),
    position: fc.integer({ min: 0, max: 9000 }),
    effect: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  }),
  { maxLength: 250, size: 'max' },
);

it('keeps the lines of the same places, whoever read them and in whatever order', () => {
  fc.assert(
    fc.property(
      quoted,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 20 }),
      (all, parts, max) => {
        const limits = { places: max, slots: 16, slotsOfSignal: 64 };
        const [one, several] = [createQuotePlaces(limits), createQuotePlaces(limits)];
        const others = Array.from({ length: parts }, () => createQuotePlaces(limits));
        all.forEach(({ key, position, effect }, line) => {
          const part = line % parts;
          const item = {
            position,
            source: `${part}.log`,
            line,
            ...(effect === undefined ? {} : { effect }),
          };
          for (const places of [one, others[part]]) {
            places?.of(`place ${key}`)?.slots.keep(item, places.maxSlots);
          }
        });
        for (const other of others.toReversed()) several.absorb(sent(other.take((item) => item)));
        const inOrder = (places: typeof one) => [...places.list()].sort((a, b) => a.line - b.line);
        expect(inOrder(several)).toEqual(inOrder(one));
        expect(several.unquoted).toBe(one.unquoted);
      },
    ),
    { numRuns: 200 },
  );
});

it('gives the observations of several threads in the order they have in one, wherever a run ends', () => {
  // Two observations a line: a run ends between them, but not at the same place in all.
  const linesOf = [40_000, 3, 90_000];
  const add = (runs: ReturnType<typeof createRuns>, no: number, lines: number): void => {
    const subject = { node: 'n', source: `${no}.log` };
    for (let line = 1; line <= lines; line += 1) {
      const at = Math.floor(line / 1000);
      for (const signal of ['b', 'a']) {
        runs.add({ signal, subject, line, fields: { took: line } }, at, no === 1);
      }
    }
  };
  const [one, several] = [createRuns(), createRuns()];
  one.add({ signal: 'first', subject: { node: '', source: 'x' }, line: 1, fields: {} }, 0, false);
  several.add(
    { signal: 'first', subject: { node: '', source: 'x' }, line: 1, fields: {} },
    0,
    false,
  );
  linesOf.forEach((lines, no) => {
    add(one, no, lines);
    const given: GivenRun[] = [];
    const other = createRuns({ give: (run) => given.push(sent(run)) });
    add(other, no, lines);
    const shapes = sent(other.take());
    several.absorb(shapes, given.map(several.stow));
  });
  const settle = (at: number) => at;
  const right = listed(several.inOrder(settle, stay));
  let count = 0;
  for (const alone of listed(one.inOrder(settle, stay))) {
    const value = right[count];
    const same =
      value !== undefined &&
      value.signal === alone.signal &&
      value.line === alone.line &&
      value.at === alone.at &&
      value.subject.source === alone.subject.source &&
      value.fields.took === alone.fields.took;
    if (!same) expect(value).toEqual(alone);
    count += 1;
  }
  expect(right).toHaveLength(count);
  expect(count).toBe(1 + 2 * (40_000 + 3 + 90_000));
  one.close();
  several.close();
});
