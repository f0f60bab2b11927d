import { expect, it } from 'vitest';
import type { Shape, TimedObservation } from '../../src/model/observation.js';
import { askShape, createPerShape, hasField } from '../../src/model/per-shape.js';

const shapeOf = (no: number, numbers: readonly string[] = []): Shape => ({
  signal: 's',
  subject: { node: `n${no}`, source: 'x.log' },
  fields: { text: 'a' },
  numbers,
});
const observe = (shape: Shape, fields = shape.fields): TimedObservation => {
  const { signal, subject } = shape;
  return { signal, subject, fields, at: 0, line: 1, shape };
};

it('makes one for a shape, and one for each observation without', () => {
  let made = 0;
  const find = createPerShape(() => ++made);
  const [one, other] = [shapeOf(1), shapeOf(2)];
  const { shape: _, ...bare } = observe(one);
  const all = [one, one, other, one, other].map((shape) => find(observe(shape)));
  expect([...all, find(bare), find(bare), find(observe(one))]).toEqual([1, 1, 2, 1, 2, 3, 4, 1]);
});

it('keeps those of sixteen thousand shapes, until others come too often', () => {
  let made = 0;
  const find = createPerShape(() => ++made);
  const [first, late, other] = [shapeOf(0), shapeOf(-1), shapeOf(-2)];
  for (let no = 1; no < 16_384; no += 1) find(observe(shapeOf(no)));
  const kept = find(observe(first));
  const missed = Array.from({ length: 32_768 }, () =>
    [late, other].map((one) => find(observe(one))),
  );
  expect(new Set(missed.flat()).size).toBe(65_536);
  const [again, anew] = [late, first].map((one) => find(observe(one)));
  expect(anew).toBeGreaterThan(kept);
  expect([late, first].map((one) => find(observe(one)))).toEqual([again, anew]);
});

it('asks once what the shape answers, and each time what it does not', () => {
  const shape = shapeOf(1, ['took']);
  let asked = 0;
  const ask =
    (name: string) =>
    ({ fields }: Pick<TimedObservation, 'fields'>) => {
      asked += 1;
      return fields[name];
    };
  const [text, took] = [
    askShape(shape, ['text'], ask('text')),
    askShape(shape, ['text', 'took'], ask('took')),
  ];
  const seen = [1, 2].map((number) => observe(shape, { text: 'a', took: number }));
  expect(seen.map((one) => [text(one), took(one)])).toEqual([
    ['a', 1],
    ['a', 2],
  ]);
  expect(asked).toBe(1 + 2);
  expect(['text', 'took', 'none'].map((name) => hasField(shape, name))).toEqual([
    true,
    true,
    false,
  ]);
});
