import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupBy } from '../../src/model/group-by.js';
import { createQuoteSlots, type Placed } from '../../src/observe/quote-slots.js';

const placed = fc.record({
  position: fc.oneof(
    fc.integer({ min: -50, max: 50 }),
    fc.double({ min: 0, max: 1e6, noNaN: true }),
  ),
  source: fc.constantFrom('a.log', 'b.log'),
  line: fc.integer({ min: 1, max: 1000 }),
  effect: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
});
/** Each line stands once. */
const lines = fc.uniqueArray(placed, {
  maxLength: 120,
  size: 'max',
  selector: ({ source, line }) => `${source}:${line}`,
});
const mostSlots = fc.integer({ min: 2, max: 20 });

const inOrder = (a: Placed, b: Placed): number =>
  a.position - b.position ||
  (a.source === b.source ? a.line - b.line : a.source < b.source ? -1 : 1);

/** What is to be kept, from the words of the contract: all of the lines at once. */
function kept(all: readonly Placed[], maxSlots: number): readonly Placed[] {
  const sorted = [...all].sort(inOrder);
  for (let width = 1; ; width *= 2) {
    const slots = groupBy(sorted, ({ position }) => Math.floor(position / width));
    if (slots.size > maxSlots) continue;
    const ofSlots = [...slots.values()].flatMap((slot) => {
      const most = Math.max(...slot.map(({ effect }) => effect ?? -Infinity));
      const top = slot.find(({ effect }) => effect === most);
      return [...slot.slice(0, 1), ...(top ? [top] : [])];
    });
    return [...new Set(ofSlots)].sort(inOrder);
  }
}

it('keeps of each slot the first line and the largest effect, slots as narrow as their number allows', () => {
  fc.assert(
    fc.property(lines, mostSlots, (all, maxSlots) => {
      const slots = createQuoteSlots();
      for (const item of all) slots.keep(item, maxSlots);
      expect([...slots.list()].sort(inOrder)).toEqual(kept(all, maxSlots));
    }),
    { numRuns: 300 },
  );
});

it('wants no line that would change nothing, and where there is room just those that change something', () => {
  fc.assert(
    fc.property(lines, fc.constantFrom(2, 5, 20, 1000), (all, maxSlots) => {
      const slots = createQuoteSlots();
      for (const item of all) {
        const before = slots.list();
        const isWanted = slots.wants(item.position, item.source, item.line, item.effect);
        slots.keep(item, maxSlots);
        if (!isWanted) expect(slots.list()).toEqual(before);
        else if (maxSlots > all.length) expect(slots.list()).not.toEqual(before);
      }
    }),
    { numRuns: 200 },
  );
});

it('keeps the same when others kept a part, and when there is less room in the end', () => {
  fc.assert(
    fc.property(lines, fc.nat(120), mostSlots, mostSlots, (all, cut, maxSlots, fewer) => {
      const [one, other] = [createQuoteSlots(), createQuoteSlots()];
      for (const item of all.slice(0, cut)) one.keep(item, maxSlots);
      for (const item of all.slice(cut)) other.keep(item, maxSlots);
      one.absorb(structuredClone(other.take()), maxSlots);
      one.narrowTo(Math.min(fewer, maxSlots));
      expect([...one.list()].sort(inOrder)).toEqual(kept(all, Math.min(fewer, maxSlots)));
    }),
    { numRuns: 200 },
  );
});

it('weighs lines by what it is told to', () => {
  const slots = createQuoteSlots<Placed & { readonly lot: number }>(({ lot }) => lot);
  const lots = [5, 9, 7, 2];
  lots.forEach((lot, at) => {
    slots.keep({ position: at / 10, source: 'a.log', line: at + 1, effect: -lot, lot }, 4);
  });
  expect(slots.list().map(({ line }) => line)).toEqual([1, 2]);
});
