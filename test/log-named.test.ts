import { expect, it } from 'vitest';
import { resolveNodes } from '../src/bundle/nodes.js';
import { withLogNames } from '../src/log-named.js';
import type { EnvironmentFact } from '../src/model/fact.js';

const HOST = 'sb/host-collectors';
const place = { source: `${HOST}/run-host/k0s-version.txt`, line: 1, text: 'v1.31.1+k0s.0' };
const version: EnvironmentFact = {
  kind: 'version',
  scope: HOST,
  place,
  product: 'k0s',
  version: 'v1.31.1+k0s.0',
};
const log = (file: string, ...nodes: readonly string[]) =>
  ({ source: `${HOST}/run-host/${file}`, scope: HOST, role: 'log', nodes }) as const;
const K0S = 'journalctl-k0scontroller.txt';
const hostname = (name: string): EnvironmentFact => ({
  kind: 'node',
  scope: HOST,
  place,
  name,
  aliases: [],
  addresses: [],
  own: true,
});
const nodesOf = (
  ...[facts, logs]: [readonly EnvironmentFact[], Parameters<typeof withLogNames>[1]]
) =>
  resolveNodes(withLogNames(facts, logs, new Map())).nodes.map((node) => [node.name, node.version]);

it('names a machine as all its logs do, where no file of its bundle does', () => {
  expect(nodesOf([version], [log(K0S, 'c7')])).toEqual([['c7', 'v1.31.1+k0s.0']]);
  const both = [log(K0S, 'c7.lab.example'), log('dmesg.txt', 'c7')];
  expect(nodesOf([version], both)).toEqual(nodesOf([version], both.toReversed()));
  expect(nodesOf([version], both)).toHaveLength(1);
});

it.each([
  ['two hosts in its logs', [version], [log(K0S, 'c7'), log('dmesg.txt', 'c8')]],
  ['one that every host has', [version], [log(K0S, 'localhost')]],
  ['none', [version], [log(K0S)]],
])('leaves a machine without a name: %s', (_kind, facts, logs) =>
  expect(withLogNames(facts, logs, new Map())).toBe(facts),
);

it('leaves a machine the name its files tell', () => {
  const facts = [version, hostname('c8')];
  expect(withLogNames(facts, [log(K0S, 'c7')], new Map())).toBe(facts);
});

it('takes no name from logs of pods, or of a folder that is no bundle', () => {
  const pod = { ...log(K0S, 'c7'), source: 'sb/cluster-resources/pods/logs/ns/p/c.log' };
  expect(withLogNames([version], [pod], new Map())).toEqual([version]);
  const loose = { ...log(K0S, 'c7'), source: 'logs/app.log' };
  expect(withLogNames([version], [loose], new Map())).toEqual([version]);
});
