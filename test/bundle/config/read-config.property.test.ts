import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNodeArguments } from '../../../src/bundle/config/node-arguments.js';
import { type ConfigKind, readConfig } from '../../../src/bundle/config/read-config.js';
import { viewOf } from './view.js';

const KINDS: readonly ConfigKind[] = [
  'config-yaml',
  'config-dropin',
  'registries-yaml',
  'unit-file',
  'env-file',
  'process-list',
  'nodes-json',
  'nodes-describe',
  'k0s-yaml',
  'k0s-status',
  'pod-manifest',
  'k0s-token',
  'keepalived-conf',
];
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '\\',
      '- ',
      ': ',
      '\n',
      '\n  ',
      '\t',
      '#',
      '|',
      '&a ',
      '*a',
      '<<: ',
      '? ',
    ],
    ...[
      'spec',
      'kind: ClusterConfig',
      'mirrors:',
      'server: ',
      'ExecStart=',
      'k3s server',
      '--token ',
      '-t ',
    ],
    ...[
      '"k3s.io/node-args": "',
      'List of node(a) annotations: ',
      'Running etcd --',
      'env:',
      'name: ',
      'Args:',
    ],
    ...[
      '"kind": "Node"',
      'metadata:',
      'annotations:',
      'Name: a',
      'virtual_ipaddress {',
      '<token redacted>',
    ],
  ),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

it('reads any text as any kind without throwing, every place a line of the text', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...KINDS), (given, kind) => {
      const lines = given.split(/\r?\n/).length;
      const facts = readConfig(kind, 'a/b.yaml', given, 'a');
      for (const { place } of facts) {
        expect(place.line).toBeGreaterThanOrEqual(1);
        expect(place.line).toBeLessThanOrEqual(lines);
      }
      const view = viewOf(facts, 'a');
      for (const key of view.keys()) expect(view.get(key)).toBeDefined();
    }),
    { numRuns: 3000 },
  );
});

it('reads any message without throwing', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(Array.isArray(readNodeArguments(given))).toBe(true);
    }),
  );
});

it.each(KINDS)('survives deep nesting and long lines as %s', (kind) => {
  const texts = [
    '['.repeat(100_000),
    '{a: '.repeat(50_000),
    `${'a '.repeat(100_000)}`,
    '"'.repeat(100_000),
    '- '.repeat(50_000),
  ];
  for (const given of texts) expect(readConfig(kind, 'x', given, 's').length).toBeLessThan(10_001);
});
