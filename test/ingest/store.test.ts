import { expect, it } from 'vitest';
import { createStore, type Halves } from '../../src/ingest/store.js';

const halves: Halves = [Buffer.alloc(100), Buffer.alloc(100)];

it('keeps memory that is large enough, and makes larger where it is not', () => {
  const store = createStore(() => undefined);
  const first = store.room(10);
  expect(store.room(first.length, first)).toBe(first);
  expect(store.room(first.length + 1, first).length).toBeGreaterThan(first.length);
  expect(store.beside(first)).toBeUndefined();
});

it('moves into the halves as soon as there are some, and stays in the one in use', () => {
  const [one, other] = halves;
  const store = createStore(() => halves);
  const elsewhere = Buffer.alloc(1_000);
  expect(store.room(50, elsewhere)).toBe(one);
  expect(store.room(50, other)).toBe(other);
  expect(store.beside(one)).toBe(other);
  expect(store.beside(other)).toBe(one);
});

it('takes none of the halves for more than they hold, nor has any beside other memory', () => {
  const store = createStore(() => halves);
  const large = store.room(101, halves[1]);
  expect(large.length).toBeGreaterThan(100);
  expect(halves).not.toContain(large);
  expect(store.beside(large)).toBeUndefined();
});
