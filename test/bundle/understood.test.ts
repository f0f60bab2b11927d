import { expect, it } from 'vitest';
import type { FileKind } from '../../src/bundle/layout.js';
import { readFactFile } from '../../src/bundle/read-facts.js';
import { isUnderstood } from '../../src/bundle/understood.js';

const understood = (kind: FileKind, text: string): boolean =>
  isUnderstood(kind, text, readFactFile(kind, kind, text, ''));

const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
  .concat(
    [...'bcdefgh'].map((name, at) => {
      const before = 'abcdefgh'[at];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
    }),
  )
  .join('\n');

it.each<readonly [string, FileKind, string]>([
  ['settings that are no YAML', 'config-yaml', 'server: [unclosed\n  foo: : :\n'],
  ['aliases of aliases', 'config-yaml', bomb],
  [
    'a drop-in of which lines were dropped',
    'config-dropin',
    '{\n  "cni": "calico",\n  "tls-san": ["a"],\n',
  ],
  [
    'prose where settings should stand',
    'config-yaml',
    'cat: no such file or directory, sorry\n- a\n',
  ],
  ['deep brackets', 'nodes-json', `{"items":${'['.repeat(100_000)}`],
  ['JSON that was cut', 'nodes-json', '{"items":[{"kind":"Node","metadata":{"name":"n'],
  ['objects that are no nodes', 'nodes-json', '{"items":[null,5,{"metadata":null}]}'],
])('does not understand %s', (_, kind, text) => {
  expect(understood(kind, text)).toBe(false);
});

it.each<readonly [string, FileKind, string]>([
  ['nothing', 'config-yaml', '\n'],
  ['comments', 'config-yaml', '# server: x\n'],
  ['settings', 'config-yaml', 'server: https://a:6443\ntls-san:\n- a\n'],
  ['a drop-in in JSON', 'config-dropin', '{\n  "cni": "calico",\n  "tls-san": ["a"]\n}\n'],
  ['a few aliases', 'registries-yaml', 'a: &a [x]\nmirrors: {docker.io: *a}\n'],
  ['a cluster without nodes', 'nodes-json', '{"kind":"List","items": []}'],
  ['a node', 'nodes-json', '{"items":[{"kind":"Node","metadata":{"name":"n1"}}]}'],
  ['what has no form', 'nodes-table', 'NAME'],
])('understands %s', (_, kind, text) => {
  expect(understood(kind, text)).toBe(true);
});
