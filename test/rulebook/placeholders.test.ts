import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PLACEHOLDERS, unknownPlaceholders } from '../../src/rulebook/placeholders.js';

it('knows every placeholder it names', () => {
  expect(unknownPlaceholders(PLACEHOLDERS.join(' '))).toEqual([]);
});

it('names in the manual every placeholder it knows', () => {
  const manual = readFileSync('docs/rules.md', 'utf8');
  expect(PLACEHOLDERS.filter((name) => !manual.includes(`\`${name}\``))).toEqual([]);
});

it.each([
  ['{nodes} lost {leases} and {leases}', ['{leases}']],
  ['{Nodes}{ nodes }{}', ['{Nodes}']],
  [`awk '{print $1}' | jq '{name: .a}'`, []],
  ['{{node}} {{.Name}} {.spec.name}', []],
  [`printf %s "\${HOSTNAME}"`, []],
  ['{"kind":"Pod"}', []],
])('finds in %s the unknown %j', (text, unknown) =>
  expect(unknownPlaceholders(text)).toEqual(unknown),
);
