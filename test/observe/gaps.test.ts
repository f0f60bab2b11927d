import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GapReason } from '../../src/model/report.js';
import { gapsOfSources, type SpokenSource } from '../../src/observe/gaps.js';
import type { SpokenSpell, Voice } from '../../src/observe/spells.js';

const MINUTE = 60_000;
const k3s = (pid: number): Voice => ({ name: 'k3s', pid });
const spell = (from: number, to: number, first?: Voice, last = first): SpokenSpell => ({
  from: from * MINUTE,
  to: to * MINUTE,
  ...(first ? { first } : {}),
  ...(last ? { last } : {}),
});
const source = (over: Partial<SpokenSource> = {}): SpokenSource => ({
  source: 'k3s.log',
  node: 's1',
  zoneless: false,
  spells: [spell(0, 60, k3s(8)), spell(100, 160, k3s(8))],
  programs: ['k3s'],
  ...over,
});
const other = (over: Partial<SpokenSource> = {}): SpokenSource =>
  source({ source: 'other.log', spells: [spell(0, 160)], programs: ['cron'], ...over });
const whyOf = (...all: readonly SpokenSource[]): GapReason | undefined | string => {
  const gaps = gapsOfSources(all).get('k3s.log');
  return gaps?.length === 1 ? gaps[0]?.why : `${gaps?.length} gaps`;
};
const two = (first: Voice | undefined, second: Voice | undefined) =>
  source({ spells: [spell(0, 60, first), spell(100, 160, second)] });

it.each<[string, readonly SpokenSource[], GapReason | undefined]>([
  ['nobody else tells', [source()], 'silent'],
  ['another log of the node went on', [source(), other()], 'lost'],
  ['another log of another node went on', [source(), other({ node: 's2' })], 'silent'],
  ['another log, both without a node', [source({ node: '' }), other({ node: '' })], 'silent'],
  ['another log was silent as well', [source(), other({ spells: [spell(0, 60)] })], 'silent'],
  ['another log ended within a minute', [source(), other({ spells: [spell(0, 61)] })], 'silent'],
  ['another log has the lines', [source(), other({ programs: ['cron', 'k3s'] })], undefined],
  ['another process spoke afterwards', [two(k3s(8), k3s(9)), other()], 'stopped'],
  ['another program spoke afterwards', [two(k3s(8), { name: 'cron', pid: 9 })], undefined],
  ['the process is not known', [two(undefined, undefined), other()], undefined],
  ['it is not known to speak always', [source({ spells: few() }), other()], undefined],
  ['summer time may have begun', [source({ ...summer(), zoneless: true })], undefined],
  ['stamps with a zone know no summer time', [source(summer())], 'silent'],
  [
    'another log went on over summer time',
    [source({ ...summer(), zoneless: true }), other()],
    'lost',
  ],
])('%s', (_name, all, why) => expect(whyOf(...all)).toBe(why));

function few(): readonly SpokenSpell[] {
  return [spell(0, 1, k3s(8)), spell(100, 101, k3s(8))];
}
function summer(): Pick<SpokenSource, 'spells'> {
  return { spells: [spell(0, 60, k3s(8)), spell(130, 200, k3s(8))] };
}

it('gives the same reasons whatever the order of the sources', () => {
  const all = [
    source(),
    other(),
    source({ source: 'b', node: 's2' }),
    source({ source: 'c', node: '' }),
    other({ source: 'd', node: 's2', programs: ['k3s'] }),
  ];
  const expected = [...gapsOfSources(all)].sort();
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect([...gapsOfSources(shuffled)].sort()).toEqual(expected);
    }),
  );
});
