import { expect, it } from 'vitest';
import { harmless } from '../../src/report/clean.js';
import { cut, wrap } from '../../src/report/layout.js';

it('breaks at spaces', () => {
  expect(wrap('the server: settings form a ring', 12)).toEqual([
    'the server:',
    'settings',
    'form a ring',
  ]);
});

it('counts Chinese characters as two columns and breaks between them', () => {
  expect(wrap('请求循环不断重复', 6)).toEqual(['请求循', '环不断', '重复']);
});

it('starts no line with closing punctuation and ends none with an opening bracket', () => {
  expect(wrap('请求循环，重复', 8)).toEqual(['请求循', '环，重复']);
  expect(wrap('请求循（环）', 8)).toEqual(['请求循', '（环）']);
});

it('cuts a word that is wider than the line', () => {
  expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
});

it('keeps both ends where asked', () => {
  expect(cut('abcdefghij', 7, 0.5)).toBe('abc…hij');
  expect(cut('abcdefghij', 7)).toBe('abcdef…');
});

it.each([
  ['\u001b[31mred', '␛[31mred'],
  ['a\u009bb', 'a\\x9bb'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['a\tb\nc\u007f', 'a b␊c␡'],
  ['\ud800', '\ufffd'],
  ['👩‍👧', '👩‍👧'],
])('shows %j as %s', (raw, safe) => {
  expect(harmless(raw)).toBe(safe);
});
