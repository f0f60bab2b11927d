import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateSkew, MIN_PAIRS, type SkewSample } from '../../src/observe/skew-estimate.js';

const offset = fc.oneof(
  fc.integer({ min: -200, max: 200 }),
  fc.integer({ min: -90_000, max: 90_000 }),
  fc.integer({ min: -50_400_000, max: 50_400_000 }),
);

/** A pair as it happens: the true offset lies within the margin of what it shows. */
const trueSample = (offsetMs: number): fc.Arbitrary<SkewSample> =>
  fc
    .record({
      marginMs: fc.constantFrom(0.2, 3, 500, 5_000),
      share: fc.double({ min: -1, max: 1, noNaN: true }),
      episode: fc.integer({ min: 1, max: 9 }),
      measured: fc.boolean(),
    })
    .map(({ marginMs, share, episode, measured }) => ({
      offsetMs: Math.round((offsetMs + share * marginMs) * 1000) / 1000,
      marginMs,
      pairs: 1,
      episode: String(episode),
      measured,
    }));

/** Records that are no pair: a member that was away learns minutes late what the others know. */
const falseSample: fc.Arbitrary<SkewSample> = fc
  .record({ offsetMs: fc.integer({ min: -9e7, max: 9e7 }), marginMs: fc.constantFrom(3, 5_000) })
  .map((sample) => ({ ...sample, pairs: 1, episode: 'x', measured: false }));

const mixed = offset.chain((trueMs) =>
  fc
    .array(trueSample(trueMs), { maxLength: 30 })
    .chain((good) =>
      fc
        .array(falseSample, { maxLength: Math.floor(good.length / 3) })
        .map((bad) => ({ trueMs, samples: [...good, ...bad] })),
    ),
);

describe('estimateSkew', () => {
  it('is within its uncertainty, or says nothing', () => {
    fc.assert(
      fc.property(mixed, ({ trueMs, samples }) => {
        const skew = estimateSkew(samples);
        if (!skew) return;
        expect(Math.abs(skew.offsetMs - trueMs)).toBeLessThanOrEqual(skew.uncertaintyMs + 0.001);
        expect(skew.pairs).toBeGreaterThanOrEqual(MIN_PAIRS);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on the order of the samples, nor on which clock comes first', () => {
    fc.assert(
      fc.property(mixed, ({ samples }) => {
        const skew = estimateSkew(samples);
        expect(estimateSkew(samples.toReversed())).toEqual(skew);
        const turned = estimateSkew(samples.map((one) => ({ ...one, offsetMs: -one.offsetMs })));
        expect(turned?.uncertaintyMs).toBe(skew?.uncertaintyMs);
        expect(turned ? -turned.offsetMs + 0 : undefined).toBe(
          skew ? skew.offsetMs + 0 : undefined,
        );
      }),
    );
  });

  const late = (offsetMs: number, episode: string, measured = false): SkewSample => ({
    offsetMs,
    marginMs: 5_000,
    pairs: 1,
    episode,
    measured,
  });

  it.each<[string, readonly SkewSample[]]>([
    ['no pair', []],
    ['two pairs', [late(90_000, 'a'), late(90_010, 'b')]],
    ['one episode, however often told', [1, 2, 3, 4].map(() => late(90_000, 'a'))],
    ['pairs that contradict each other', [late(0, 'a'), late(40_000, 'b'), late(80_000, 'c')]],
    [
      'a clock that was set right during the log',
      [90_000, 90_000, 90_000, 90_000, 90_000, 90_000, 0, 0, 0].map((ms, no) => late(ms, `${no}`)),
    ],
    [
      'measures that contradict each other',
      [90_000, 90_000, 90_000, 90_000, 0].map((ms, no) => late(ms, `${no}`, true)),
    ],
    ['half of them late', [0, 0, 0, 39_000, 39_000, 39_000].map((ms, no) => late(ms, `${no}`))],
  ])('claims nothing from %s', (_, samples) => {
    expect(estimateSkew(samples)).toBeUndefined();
  });

  it('claims an offset that three episodes agree on', () => {
    const samples = [90_000, 90_020, 89_990].map((ms, no) => late(ms, `${no}`));
    expect(estimateSkew(samples)).toEqual({ offsetMs: 90_000, uncertaintyMs: 5_010, pairs: 3 });
  });
});
