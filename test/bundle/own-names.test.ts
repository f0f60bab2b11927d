import { expect, it } from 'vitest';
import { withOwnNames } from '../../src/bundle/own-names.js';
import { readFactFile } from '../../src/bundle/read-facts.js';

const CONFIG = 'node-name: r-cp-1\nnode-ip: 10.9.0.21,fd00::21\n';
const own = (facts: ReturnType<typeof readFactFile>): unknown =>
  withOwnNames(facts).flatMap((fact) =>
    fact.kind === 'node' && !facts.includes(fact) ? [[fact.name, fact.addresses]] : [],
  );

it('names the machine by its settings where nothing else does', () => {
  expect(own(readFactFile('config-yaml', 'E/etc/config.yaml', CONFIG, 'E'))).toEqual([
    ['r-cp-1', []],
    ['r-cp-1', ['10.9.0.21', 'fd00::21']],
  ]);
});

it('leaves the name to the files and the folder that tell it', () => {
  const config = readFactFile('config-yaml', 'E/etc/config.yaml', CONFIG, 'E');
  const hostname = readFactFile('hostname', 'E/etc/hostname', 'host-1\n', 'E');
  const addresses = [['', ['10.9.0.21', 'fd00::21']]];
  expect(own([...hostname, ...config])).toEqual(addresses);
  const scope = 'srv-1-2026-08-18_06_40_12';
  expect(own(readFactFile('config-yaml', 'k3s/config.yaml', CONFIG, scope))).toEqual(addresses);
});

it.each([['server: https://a:6443\n'], ['node-name: localhost\nnode-ip: auto\n']])(
  'adds nothing for %j',
  (text) => {
    expect(own(readFactFile('config-yaml', 'config.yaml', text, 'E'))).toEqual([]);
  },
);
