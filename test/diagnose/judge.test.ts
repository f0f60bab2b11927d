import { describe, expect, it } from 'vitest';
import { chooseConclusion, judgeConfidence } from '../../src/diagnose/judge.js';
import type { Known } from '../../src/diagnose/known.js';
import type { ConclusionRule, Requirement } from '../../src/model/rule.js';
import { diagnosis } from './fixtures.js';

const RULE = diagnosis({ supporting: ['configured'], mechanism: ['cycle'] });
const knowing = (known: Readonly<Record<string, Known>>) => ({
  holds: (requirement: Requirement): Known => known[String(requirement)],
  proves: (requirement: Requirement): boolean => known[String(requirement)] === true,
});

describe('the ladder of confidence', () => {
  it.each([
    ['affected', 'mechanism', 'confirmed'],
    ['affected', 'supporting', 'confirmed'],
    ['affected', 'nothing', 'probable'],
    ['unknown', 'mechanism', 'probable'],
    ['unknown', 'supporting', 'probable'],
    ['unknown', 'nothing', 'possible'],
    ['not-affected', 'mechanism', 'possible'],
    ['not-affected', 'nothing', 'possible'],
    ['configuration', 'mechanism', 'confirmed'],
    ['configuration', 'supporting', 'confirmed'],
    ['configuration', 'nothing', 'possible'],
  ] as const)('version %s with %s gives %s', (state, proof, confidence) => {
    const known = { configured: proof === 'supporting', cycle: proof === 'mechanism' };
    expect(judgeConfidence(RULE, knowing(known), { state, isAble: true }, false)).toBe(confidence);
  });

  it('is not confirmed by a cycle that these releases cannot keep going', () => {
    const releases = { state: 'affected', isAble: false } as const;
    expect(judgeConfidence(RULE, knowing({ cycle: true }), releases, false)).toBe('probable');
  });

  it('takes what the input cannot tell for no proof', () => {
    const unknown = knowing({ configured: undefined, cycle: undefined });
    expect(judgeConfidence(RULE, unknown, { state: 'affected', isAble: true }, false)).toBe(
      'probable',
    );
  });

  it.each(['affected', 'unknown', 'not-affected', 'configuration'] as const)(
    'never goes above possible on circumstantial evidence, version %s',
    (state) => {
      expect(judgeConfidence(RULE, knowing({ cycle: true }), { state, isAble: true }, true)).toBe(
        'possible',
      );
    },
  );
});

describe('the conclusion', () => {
  const cause = { en: '', zh: '' };
  const conclusions: readonly ConclusionRule[] = [
    { name: 'general', priority: 1, cause },
    { name: 'suspected', priority: 0, cause },
    { name: 'ring', priority: 3, when: 'ring', cause },
    { name: 'self', priority: 4, when: 'self', cause },
  ];
  const choose = (known: Readonly<Record<string, Known>>, circumstantial = false) =>
    chooseConclusion(conclusions, knowing(known).holds, circumstantial)?.name;

  it('is the most specific one that holds', () => {
    expect(choose({ ring: true, self: true })).toBe('self');
    expect(choose({ ring: true, self: undefined })).toBe('ring');
    expect(choose({})).toBe('general');
  });

  it('is the suspicion on circumstantial evidence, or none', () => {
    expect(choose({ ring: true }, true)).toBe('suspected');
    const others = conclusions.filter(({ name }) => name !== 'suspected');
    expect(chooseConclusion(others, () => true, true)).toBeUndefined();
  });
});
