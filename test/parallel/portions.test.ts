import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { notedSource, type Source } from '../../src/ingest/source.js';
import { fileSource } from '../../src/ingest/sources.js';
import { MIN_BYTES, portionsOf, worthwhileBytes } from '../../src/parallel/portions.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-portions-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Each word is a source: `a3` a file of 3 bytes, `a3.gz` a packed one, `-` the pipe, `!x` one with a note only. */
function sourceOf(word: string): Source {
  if (word === '-') return { name: 'stdin', open: fileSource({ name: '', path: '' }).open };
  if (word.startsWith('!'))
    return notedSource({ name: word, path: join(home, word) }, { code: 'unreadable' });
  const path = join(home, word);
  writeFileSync(path, 'x'.repeat(Number(/\d+/.exec(word)?.[0])));
  return fileSource({ name: word, path });
}

/** `[…]`: read apart. */
const cut = (words: string, minBytes = 10): string =>
  portionsOf(words.split(' ').map(sourceOf), minBytes)
    .map(({ sources, apart }) => {
      const names = sources.map(({ name }) => (name === 'stdin' ? '-' : name)).join(' ');
      return apart ? `[${names}]` : names;
    })
    .join(' | ');

it.each([
  ['a10 b10', '[a10] | [b10]', 'large files'],
  ['a9 b1', '[a9 b1]', 'small ones together'],
  ['a9', 'a9', 'too little'],
  ['a3 b3 c3', 'a3 b3 c3', 'too little altogether'],
  ['a10 b3 c3', '[a10 b3 c3]', 'a small rest with what stands before it'],
  ['a2 b20 c2 d30', '[a2 b20] | [c2 d30]', 'small ones before a large one'],
  ['a10 - b10', '[a10] | - | [b10]', 'a pipe between'],
  ['a10 !b c10', '[a10] | !b | [c10]', 'a file that cannot be read'],
  ['- a3 b10', '- | [a3 b10]', 'a pipe first'],
  ['a2.gz b1.gz c1.tgz', '[a2.gz] | [b1.gz c1.tgz]', 'packed files hold more'],
  ['a0 b0', 'a0 b0', 'empty files'],
])('%s: %s (%s)', (words, portions) => {
  expect(cut(words)).toBe(portions);
});

it('takes files that vanished as they come', () => {
  const gone = fileSource({ name: 'gone', path: join(home, 'gone') });
  expect(portionsOf([gone], 0)).toEqual([{ sources: [gone], apart: false }]);
});

it('asks for more text where two threads have to share two cores', () => {
  const [two = 0, three, many] = [2, 3, 64].map(worthwhileBytes);
  expect(two).toBeGreaterThan(8 * MIN_BYTES);
  expect([three, many]).toEqual([MIN_BYTES, MIN_BYTES]);
});
