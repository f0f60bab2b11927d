import { expect, it } from 'vitest';
import { readFactFile } from '../../src/bundle/read-facts.js';
import { sectionsOf } from '../../src/bundle/sections.js';

const head = (name: string): string => `#==[ ${name} ]======================================#`;
const ETC = [
  head('Configuration File'),
  '# /etc/rancher/k3s/config.yaml',
  'server: https://10.9.0.13:6443',
  'token: SuperS3cretTok10',
  '',
  head('Configuration File'),
  '# /etc/hosts',
  '10.9.0.11 cp-a',
  '',
  head('Command'),
  '# /etc/rancher/rke2/config.yaml',
  'server: https://10.9.0.99:9345',
  '',
].join('\n');

it('finds the configuration files in a text of supportconfig', () => {
  expect(sectionsOf(ETC).map(({ kind, path, before }) => [kind, path, before])).toEqual([
    ['config-yaml', '/etc/rancher/k3s/config.yaml', 2],
    ['hosts-file', '/etc/hosts', 7],
  ]);
});

it('cites a setting where it stands in the whole text, without secrets', () => {
  const facts = readFactFile('config-sections', 'scc_a_260310_0430/etc.txt', ETC, 'scc');
  const server = facts.filter((fact) => fact.kind === 'config' && fact.key === 'server');
  expect(server.map(({ place }) => place)).toMatchObject([
    { source: 'scc_a_260310_0430/etc.txt', line: 3 },
  ]);
  expect(JSON.stringify(facts)).not.toContain('SuperS3cret');
});

it('gives nothing for a text without sections', () => {
  expect(sectionsOf('server: https://10.9.0.13:6443\n')).toEqual([]);
});
