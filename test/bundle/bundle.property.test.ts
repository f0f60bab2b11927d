import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classifyPath, type FileKind } from '../../src/bundle/layout.js';
import { roleOfKind } from '../../src/bundle/layout-kinds.js';
import { resolveNodes } from '../../src/bundle/nodes.js';
import { readEnvironment } from '../../src/bundle/read-environment.js';
import type { EnvironmentFact } from '../../src/model/fact.js';
import { TREES } from './trees.js';

const KINDS: readonly FileKind[] = [
  'k3s-version',
  'rke2-version',
  'k0s-version',
  'k0s-status',
  'cluster-version',
  'versions',
  'summary',
  'metadata-yaml',
  'image-table',
  'pod-list',
  'crictl-images',
  'nodes-json',
  'nodes-yaml',
  'nodes-table',
  'nodes-describe',
  'etcd-member-list',
  'hostname',
  'hostos-json',
  'uname',
  'ip-addr',
  'date',
  'time-json',
  'timedatectl',
  'timezone',
  'vmstat',
  'log',
  'ignored',
];
const PIECES = [
  'Name: a',
  'NAME STATUS ROLES AGE VERSION INTERNAL-IP',
  'a Ready <none> 1d v1.2.3+k3s1 10.0.0.1',
  'Addresses:',
  '  InternalIP: 1.2.3.4',
  '{"members":',
  '{"items":[{"kind":"Node","metadata":{"name":"a"}}]}',
  '[',
  ']',
  '}',
  'kind: Node',
  'metadata: &a',
  '- *a',
  'Local time: x',
  'Tue Aug 18 06:40:12 UTC 2026',
  'Linux a 6.1',
  '2: eth0: <UP>',
  '    inet 10.0.0.1/24 scope global eth0',
  'Version: v1.2.3+k0s.0',
  'spegel:v1.2.3',
  '"',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 })), { maxLength: 12 })
    .map((it) => it.join('\n')),
  fc.json({ maxDepth: 6 }),
);
const known = TREES.flatMap(({ paths }) => paths.map(([, path]) => path));
const segment = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(...new Set(known.flatMap((path) => path.split('/'))), '.', '..', 'pods', 'nodes'),
);
const anyPath = fc.array(segment, { maxLength: 12 }).map((parts) => parts.join('/'));

it('reads any text of any kind without throwing, and facts of lines that exist', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), anyText, (kind, text) => {
      const lines = text.split('\n').length;
      for (const { place, scope } of readEnvironment(kind, 'source', text, 'scope')) {
        expect(scope).toBe('scope');
        expect(place.line).toBeGreaterThan(0);
        expect(place.line).toBeLessThanOrEqual(lines);
      }
    }),
    { numRuns: 1_500 },
  );
});

it('classifies any path, with a scope that leads to the file', () => {
  fc.assert(
    fc.property(anyPath, (path) => {
      const { scope, kind, role } = classifyPath(path);
      const plain = path
        .split('/')
        .filter((part) => part !== '' && part !== '.')
        .join('/');
      expect(plain.startsWith(scope.replace(/^\//, ''))).toBe(true);
      expect(role).toBe(roleOfKind(kind));
    }),
    { numRuns: 1_000 },
  );
});

it('classifies a place of a layout the same below any folders', () => {
  const plainFolder = fc.array(fc.stringMatching(/^[a-z]{9,12}-[0-9]{2}$/), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(plainFolder, fc.constantFrom(...known), (folders, path) => {
      const [a, b] = [classifyPath(`x/${path}`), classifyPath(`${folders.join('/')}/./${path}`)];
      expect(b).toEqual({ ...a, scope: a.scope.replace(/^x/, folders.join('/')) });
    }),
  );
});

const name = fc.constantFrom('n1', 'n2', 'n1.a.example', 'n1.b.example', 'N1', 'n2-0a1b2c3d', '');
const nodeFact: fc.Arbitrary<EnvironmentFact> = fc.record({
  kind: fc.constant('node' as const),
  scope: fc.constantFrom('', '/', 'a', 'a/b', 'c', 'x/n1-2026-08-18_06_40_12'),
  place: fc.record({
    source: fc.constantFrom('s', 't'),
    line: fc.integer({ min: 1, max: 9 }),
    text: fc.constant('t'),
  }),
  name,
  aliases: fc.array(
    name.filter((it) => it !== ''),
    { maxLength: 2 },
  ),
  addresses: fc.array(fc.constantFrom('10.0.0.1', '10.0.0.2', '10.9.0.1', 'fd00::1'), {
    maxLength: 2,
  }),
  own: fc.boolean(),
});

it('resolves any facts, in any order, to nodes that know their own names', () => {
  fc.assert(
    fc.property(fc.array(nodeFact, { maxLength: 12 }), (facts) => {
      const registry = resolveNodes(facts);
      const names = registry.nodes.map((node) => node.name);
      expect(resolveNodes([...facts].reverse()).nodes.map((node) => node.name)).toEqual(names);
      for (const { scope } of facts) {
        const own = registry.nameOf(scope);
        expect(own === undefined || names.includes(own)).toBe(true);
      }
      for (const node of names.filter((it) => names.indexOf(it) === names.lastIndexOf(it))) {
        expect(registry.canonical(registry.canonical(node))).toBe(registry.canonical(node));
      }
    }),
    { numRuns: 500 },
  );
});
