import { expect, it } from 'vitest';
import { checkPattern, groupNames } from '../../src/rulebook/pattern.js';
import { LINEAR, REFUSED } from './patterns.js';

it.each(LINEAR)('accepts %s', (pattern) => expect(checkPattern(pattern)).toBeUndefined());

it.each(REFUSED)('refuses %s: %s', (pattern, word) =>
  expect(checkPattern(pattern)).toContain(word),
);

it('quotes the repetitions that clash', () => {
  expect(checkPattern('foo (?<a>\\S+)(?<b>[a-z]*)$')).toMatch(/^'\\S\+' and '\[a-z\]\*' /);
});

it('names the groups in order', () => {
  expect(groupNames('(?<b>x)(y)(?:z)(?<a>\\(?<)')).toEqual(['b', 'a']);
  expect(groupNames('(?<b>x')).toEqual([]);
});
