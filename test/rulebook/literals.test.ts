import { expect, it } from 'vitest';
import { literalsOf } from '../../src/rulebook/literals.js';

it.each([
  ['foo', ['foo']],
  ['Serving p2p peer addrs? .* to client at (?<ip>[0-9.:]+)', ['Serving p2p peer addr']],
  ['Suppressed (?<n>\\d+) messages from (?<unit>\\S+)', [' messages from ']],
  ['no agent|no backend', ['no agent', 'no backend']],
  ['[Ff]ailed', ['ailed']],
  ['(?:[Ff]ailed|lost)', ['ailed', 'lost']],
  ['(?:mirror|node) attached .* now', [' attached ']],
  ['(?:abc){3}', ['abcabcabc']],
  ['(?:abc){2,}', ['abc']],
  ['(?:abc)*', []],
  ['(?:abc)?def', ['def']],
  ['abc|\\d+', []],
  ['\\d+', []],
  ['a\\.b\\[c', ['a.b[c']],
  ['(?:not here|here)', ['here']],
  ['^fatal$', ['fatal']],
  ['foo[', []],
])('%s needs one of %j', (pattern, literals) => expect(literalsOf(pattern)).toEqual(literals));

it('breaks a literal at unusable characters', () => {
  expect(literalsOf('err="No agent available"', (char) => char !== '"')).toEqual([
    'No agent available',
  ]);
});
