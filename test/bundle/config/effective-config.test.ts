import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type ConfigKind, readConfig } from '../../../src/bundle/config/read-config.js';
import { viewOf } from './view.js';

type File = readonly [kind: ConfigKind, source: string, text: string];

const view = (files: readonly File[], node = 'a') =>
  viewOf(
    files.flatMap(([kind, source, text]) => readConfig(kind, source, text, 'a')),
    node,
  );

const config = (text: string): File => ['config-yaml', 'config.yaml', text];
const dropIn = (name: string, text: string): File => [
  'config-dropin',
  `config.yaml.d/${name}`,
  text,
];
const unit = (args: string): File => [
  'unit-file',
  'k3s.service',
  `ExecStart=/usr/bin/k3s server ${args}`,
];
const env = (text: string): File => ['env-file', 'k3s.service.env', text];
const started = (...args: string[]): File => [
  'nodes-json',
  'nodes.json',
  JSON.stringify({
    metadata: { name: 'a', annotations: { 'k3s.io/node-args': JSON.stringify(args) } },
  }),
];

it.each<[string, readonly File[], unknown]>([
  ['the file alone', [config('server: https://f:6443')], 'https://f:6443'],
  [
    'the file over a variable',
    [config('server: https://f:6443'), env('K3S_URL=https://e:6443')],
    'https://f:6443',
  ],
  [
    'a variable where no file sets it',
    [config('debug: true'), env('K3S_URL=https://e:6443')],
    'https://e:6443',
  ],
  [
    'the command line over the file',
    [unit('--server https://u:6443'), config('server: https://f:6443')],
    'https://u:6443',
  ],
  [
    'a drop-in over the file',
    [dropIn('10-a.yaml', 'server: https://d:6443'), config('server: https://f:6443')],
    'https://d:6443',
  ],
  [
    'the last drop-in by name',
    [dropIn('50-z.yaml', 'server: https://z:6443'), dropIn('10-a.yaml', 'server: https://a:6443')],
    'https://z:6443',
  ],
  [
    'drop-ins with a long common beginning',
    [dropIn('50-rancher2.yaml', 'server: two'), dropIn('50-rancher1.yaml', 'server: one')],
    'two',
  ],
  [
    'the command line over drop-ins',
    [unit('-s https://u:6443'), dropIn('99.yaml', 'server: https://z:6443')],
    'https://u:6443',
  ],
  ['the last of repeated flags', [unit('--server one --server two')], 'two'],
  [
    'what the node was started with over all',
    [unit('--server one'), started('server', '--server', 'two')],
    'two',
  ],
  ['nothing', [config('debug: true')], undefined],
])('server is taken from %s', (_, files, expected) => {
  expect(view(files).get('server')).toBe(expected);
});

it.each<[string, readonly File[], unknown]>([
  ['all of a list', [config('tls-san: [a, b]')], ['a', 'b']],
  ['all of repeated flags', [unit('--tls-san a --tls-san=b')], ['a', 'b']],
  [
    'the list of the drop-in alone',
    [config('tls-san: [a]'), dropIn('1.yaml', 'tls-san: [b]')],
    'b',
  ],
  [
    'both where the drop-in appends',
    [config('tls-san: [a]'), dropIn('1.yaml', 'tls-san+: [b]')],
    ['a', 'b'],
  ],
  ['the append without a base', [dropIn('1.yaml', 'tls-san+: [b]')], 'b'],
  [
    'a later list after an append',
    [config('tls-san: [a]'), dropIn('1.yaml', 'tls-san+: [b]'), dropIn('2.yaml', 'tls-san: [c]')],
    'c',
  ],
  ['the command line alone', [config('tls-san: [a, b]'), unit('--tls-san c')], 'c'],
  ['each value once', [config('tls-san: [a, a]')], 'a'],
])('tls-san has %s', (_, files, expected) => expect(view(files).get('tls-san')).toEqual(expected));

it('tells where the value in force stands', () => {
  const { places } = view([config('debug: true\nserver: x'), dropIn('1.yaml', '# new\nserver: y')]);
  expect(places('server')).toEqual([
    { source: 'config.yaml.d/1.yaml', line: 2, text: 'server: y' },
  ]);
});

it('narrows a question to a file and its drop-ins', () => {
  const { get, has } = view([
    config('debug: true'),
    dropIn('1.yaml', 'server: y'),
    unit('--server u'),
  ]);
  expect([
    get('server', 'config.yaml'),
    get('server', 'arguments'),
    get('server', 'k0s.yaml'),
  ]).toEqual(['y', 'u', undefined]);
  expect([has('config.yaml'), has('arguments'), has('registries.yaml')]).toEqual([
    true,
    true,
    false,
  ]);
});

it.each<[string, readonly File[], readonly string[]]>([
  [
    'a file that was changed since the start',
    [config('server: new'), started('server', '--server', 'old')],
    ['server'],
  ],
  [
    'two files of the same rank',
    [config('server: x'), ['config-yaml', 'copy/config.yaml', 'server: y']],
    ['server'],
  ],
  ['no override by precedence', [config('server: x'), dropIn('1.yaml', 'server: y')], []],
  ['no masked value', [config('token: x'), started('server', '--token', '********')], []],
  [
    'no list that files and command line share',
    [config('tls-san: [a]'), started('server', '--tls-san', 'a', '--tls-san', 'b')],
    [],
  ],
  [
    'no list that was cut',
    [
      config('tls-san: [a, b]'),
      [
        'nodes-describe',
        'd',
        'Name: a\nAnnotations: k3s.io/node-args:\n  ["server","--tls-san","a","--tls-san","...\n',
      ],
    ],
    [],
  ],
])('shows as conflict: %s', (_, files, expected) => {
  expect(view(files).conflicts.map(({ key }) => key)).toEqual(expected);
});

it('names both sides of a conflict', () => {
  const [conflict] = view([config('server: new'), started('server', '--server', 'old')]).conflicts;
  expect(conflict?.sides).toMatchObject([
    { value: 'new', place: { source: 'config.yaml', line: 1 } },
    { value: 'old', place: { source: 'nodes.json' } },
  ]);
});

it('joins the files of an example bundle without a conflict', () => {
  const sample = (name: string): string =>
    readFileSync(`test/data/bundles-config/k3s/${name}`, 'utf8');
  const { get, conflicts } = viewOf(
    [
      ...readConfig('config-yaml', 'config.yaml', sample('srv-2.config.yaml'), 'k3s-srv-2'),
      ...readConfig('unit-file', 'k3s.service', sample('srv-2.k3s.service'), 'k3s-srv-2'),
      ...readConfig('process-list', 'ps', sample('ps'), 'k3s-srv-2'),
      ...readConfig('nodes-json', 'nodes.json', sample('nodes.json'), 'k3s-srv-2'),
      ...readConfig('nodes-describe', 'nodesdescribe', sample('nodesdescribe'), 'k3s-srv-2'),
    ],
    'k3s-srv-2',
  );
  expect(conflicts).toEqual([]);
  expect(
    ['server', 'embedded-registry', 'role', 'tls-san', 'cluster-init'].map((key) => get(key)),
  ).toEqual(['https://10.20.0.11:6443', true, 'server', 'k3s.lab.example', undefined]);
});
