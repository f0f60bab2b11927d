import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockSkew, findSkew } from '../../src/observe/skew.js';
import {
  compaction,
  drift,
  election,
  listen,
  type Member,
  members,
  type Said,
} from './skew-cluster.js';

const FROM = Date.UTC(2025, 3, 15, 10) + 0.125;
const MINUTE_MS = 60_000;

const skewOf = (said: readonly Said[], maxUncertaintyMs = 60_000): ClockSkew =>
  findSkew({
    witnesses: listen(said).list(),
    nodeOf: ({ node }) => node,
    zoneless: new Set(),
    settle: (at) => at,
    maxUncertaintyMs,
  });

const clockOf = (skew: ClockSkew, node: string) => skew.clocks.find((clock) => clock.node === node);

const offset = fc.oneof(
  fc.constantFrom(0, 90_000, -90_000, 3_600_000, -10_800_000, 19_800_000),
  fc.integer({ min: -50_000_000, max: 50_000_000 }),
);
const delays = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 });

/** An hour of a cluster of three: elections, compactions, some records lost, a member that learns late. */
const hour = fc
  .record({
    ahead: fc.tuple(offset, offset, offset),
    elections: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), delays), { maxLength: 4 }),
    compactions: fc.array(delays, { maxLength: 12 }),
    lost: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    late: fc.integer({ min: 10_000, max: 600_000 }),
  })
  .map(({ ahead, elections, compactions, lost, late }) => {
    const all = members(ahead);
    const said = [
      ...elections.flatMap(([leader, waits], no) => {
        const candidate = all[leader] ?? first(all);
        const voters = all.filter((member) => member !== candidate);
        return election(candidate, voters, no + 2, {
          trueMs: FROM + no * 7 * MINUTE_MS,
          delays: waits,
        });
      }),
      ...compactions.flatMap((waits, no) => {
        // One in six is caught up later by the third member.
        const own = no % 6 === 5 ? waits.with(2, late) : waits;
        return compaction(all, 100 + no, { trueMs: FROM + no * 5 * MINUTE_MS, delays: own });
      }),
    ].filter(() => lost.next().value !== 0);
    return { all, said };
  });

function first(all: readonly Member[]): Member {
  const [member] = all;
  if (!member) throw new Error('no member');
  return member;
}

describe('findSkew', () => {
  it('tells offsets within their uncertainty, or nothing', () => {
    let claimed = 0;
    fc.assert(
      fc.property(hour, ({ all, said }) => {
        const { clocks } = skewOf(said);
        for (const { node, reference, offsetMs, uncertaintyMs, pairs } of clocks) {
          const truth = aheadOf(all, node) - aheadOf(all, reference);
          expect(Math.abs(offsetMs - truth)).toBeLessThanOrEqual(uncertaintyMs + 0.002);
          expect(uncertaintyMs).toBeLessThan(30_000);
          if (node === reference) continue;
          expect(pairs).toBeGreaterThanOrEqual(3);
          claimed += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(claimed).toBeGreaterThan(300);
  });

  it('does not depend on the order of sources and records', () => {
    fc.assert(
      fc.property(hour, ({ said }) => {
        expect(skewOf(said.toReversed())).toMatchObject({ clocks: skewOf(said).clocks });
      }),
      { numRuns: 50 },
    );
  });

  it('takes the clock of the majority for the common one', () => {
    const all = members([3_600_000, 0, 40]);
    const [one, two, three] = all;
    if (!one || !two || !three) throw new Error('three members');
    const skew = skewOf(
      [2, 3, 4].flatMap((term) =>
        election(one, [two, three], term, { trueMs: FROM + term * MINUTE_MS, delays: [2, 3] }),
      ),
    );
    expect(
      skew.clocks.map(({ node, corrected, zoneMinutes }) => [node, corrected, zoneMinutes]),
    ).toEqual([
      ['server1', true, 60],
      ['server2', false, undefined],
      ['server3', false, undefined],
    ]);
    expect(skew.aheadOf('server1')).toBeCloseTo(3_600_000, -2);
    expect(skew.aheadOf('server2')).toBe(0);
  });
});

const aheadOf = (all: readonly Member[], node: string): number =>
  all.find((member) => member.node === node)?.aheadMs ?? Number.NaN;

describe('pairs', () => {
  const pair = (ahead: number): readonly [Member, Member] => {
    const [one, two] = members([0, ahead]);
    if (!one || !two) throw new Error('two members');
    return [one, two];
  };

  it('of one full exchange of votes bound the offset to its round trip', () => {
    const [one, two] = pair(90_000);
    const skew = skewOf(election(one, [two], 7, { trueMs: FROM, delays: [4] }));
    const clock = clockOf(skew, 'server2');
    expect(Math.abs((clock?.offsetMs ?? 0) - 90_000)).toBeLessThanOrEqual(
      clock?.uncertaintyMs ?? 0,
    );
    expect(clock).toMatchObject({ reference: 'server1', pairs: 3, corrected: true });
  });

  it.each([
    ['learns of the same leader at each of its restarts', [2, 2, 2]],
    ['learns of two leaders late', [2, 3]],
  ])('are no pairs where a member %s', (_, terms) => {
    const [one, two] = pair(0);
    const said = terms.flatMap((term, no): readonly Said[] => [
      { member: one, trueMs: FROM + term * MINUTE_MS, message: elected(one, one, term) },
      {
        member: two,
        trueMs: FROM + (term + no) * MINUTE_MS + 39_000,
        message: elected(two, one, term),
      },
    ]);
    expect(skewOf(said).clocks).toEqual([]);
  });

  it('of etcd that measures the drift itself count with their round trip', () => {
    const [one, two] = pair(12_400);
    const said = [0, 30, 60].map((second) => drift(two, one, FROM + second * 1000, 2));
    const known = [speaks(one), speaks(two)];
    expect(clockOf(skewOf([...said, ...known]), 'server2')).toMatchObject({
      reference: 'server1',
      corrected: true,
      pairs: 3,
    });
  });

  it('of a drift no larger than its round trip, as lost packets show it, move nothing', () => {
    const [one, two] = pair(1_500);
    const said = [0, 30, 60, 90].map((second) => drift(two, one, FROM + second * 1000, 2_900));
    const skew = skewOf([...said, speaks(one), speaks(two)]);
    expect(clockOf(skew, 'server2')?.corrected).toBe(false);
    expect(skew.aheadOf('server2')).toBe(0);
  });

  it('that are less certain than a correlation needs are told, but move nothing', () => {
    const [one, two] = pair(90_000);
    const said = [1, 2, 3, 4].flatMap((no) =>
      compaction([one, two], no, { trueMs: FROM + no * 5 * MINUTE_MS, delays: [0, 10] }),
    );
    expect(clockOf(skewOf(said), 'server2')).toMatchObject({ corrected: true });
    const strict = skewOf(said, 2_000);
    expect(clockOf(strict, 'server2')).toMatchObject({ corrected: false, pairs: 4 });
    expect(strict.aheadOf('server2')).toBe(0);
  });
});

const elected = ({ id }: Member, leader: Member, term: number): string =>
  `raft.node: ${id} elected leader ${leader.id} at term ${term}`;

const speaks = (member: Member): Said => ({
  member,
  trueMs: FROM,
  message: `${member.id} became follower at term 7`,
});
