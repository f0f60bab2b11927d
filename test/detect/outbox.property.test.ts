import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Detected } from '../../src/detect/detected.js';
import { byStart, createOutbox } from '../../src/detect/outbox.js';
import type { Detection } from '../../src/model/detection.js';

const detection = (from: number, length: number, group: string): Detected => ({
  correlation: 'c',
  group: { group },
  common: {},
  nodes: [],
  from,
  peak: { at: from, value: 1 },
  to: from + length,
  open: false,
  count: 1,
  samples: [],
});

const kept = ({ samples: _, common: __, ...one }: Detected): Detection => ({
  ...one,
  subjects: [],
  lines: [],
});

const detections = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom('a', 'b'),
    )
    .map(([from, length, group]) => detection(from, length, group)),
  { maxLength: 60 },
);

it('keeps the longest, the first of those that are equally long, and counts the others', () => {
  fc.assert(
    fc.property(detections, fc.integer({ min: 1, max: 12 }), (all, maxDetections) => {
      const outbox = createOutbox({ minDurationMs: 1, maxDetections });
      for (const one of all) outbox.put(one);
      const lasting = all.filter(({ from, to }) => to > from);
      const longest = lasting
        .toSorted((a, b) => b.to - b.from - (a.to - a.from) || byStart(a, b))
        .slice(0, maxDetections)
        .sort(byStart);
      expect(outbox.dropped).toBe(lasting.length - longest.length);
      expect(outbox.list()).toEqual(longest.map(kept));
      expect(outbox.dropped).toBe(lasting.length - longest.length);
      const brief = all.filter(({ from, to }) => to === from).sort(byStart);
      expect(outbox.brief()).toEqual(brief.map(kept));
    }),
  );
});

it('takes more after it was listed', () => {
  fc.assert(
    fc.property(detections, detections, (first, second) => {
      const asked = createOutbox({ minDurationMs: 0, maxDetections: 5 });
      const unasked = createOutbox({ minDurationMs: 0, maxDetections: 5 });
      for (const one of first) for (const outbox of [asked, unasked]) outbox.put(one);
      asked.list();
      for (const one of second) for (const outbox of [asked, unasked]) outbox.put(one);
      expect(asked.list()).toEqual(unasked.list());
      expect(asked.dropped).toBe(unasked.dropped);
    }),
  );
});
