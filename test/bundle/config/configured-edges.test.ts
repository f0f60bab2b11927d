import { expect, it } from 'vitest';
import { configuredEdges, readTarget } from '../../../src/bundle/config/configured-edges.js';
import { readConfig } from '../../../src/bundle/config/read-config.js';
import { viewOf } from './view.js';

it.each([
  ['https://a:6443', { host: 'a', port: 6443 }],
  ['https://A.Lab.example.:9345/', { host: 'a.lab.example', port: 9345 }],
  ['https://[FD00::0:1]:6443', { host: 'fd00::1', port: 6443 }],
  ['https://10.0.0.1', { host: '10.0.0.1' }],
  ['10.0.0.1:6443', { host: '10.0.0.1', port: 6443 }],
  ['https://u:<masked>@a:6443', { host: 'a', port: 6443 }],
  ['', undefined],
  ['https://', undefined],
  ['https://$SERVER:6443', undefined],
])('reads the target %s', (url, expected) => expect(readTarget(url)).toEqual(expected));

it('gives an edge for each node with a server', () => {
  const views = ['a', 'b', 'c'].map((node) =>
    viewOf(
      readConfig(
        'config-yaml',
        `${node}/config.yaml`,
        node === 'c' ? 'debug: true' : 'debug: true\nserver: https://c:6443',
        node,
      ),
      node,
    ),
  );
  expect(configuredEdges(views)).toEqual(
    ['a', 'b'].map((from) => ({
      from,
      host: 'c',
      port: 6443,
      place: { source: `${from}/config.yaml`, line: 2, text: 'server: https://c:6443' },
    })),
  );
});

it.each([['server: false'], ['server: ""'], ['server: 6443']])('gives none for %s', (text) => {
  expect(configuredEdges([viewOf(readConfig('config-yaml', 'c', text, 'a'), 'a')])).toEqual([]);
});
