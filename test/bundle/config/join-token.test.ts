import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type ConfigKind, readConfig } from '../../../src/bundle/config/read-config.js';

const token = (server: string): string =>
  gzipSync(
    `apiVersion: v1\nclusters:\n- cluster:\n    server: ${server}\n  name: k0s\nusers:\n- user:\n    token: abcdef.0123456789abcdef\n`,
  ).toString('base64');
const read = (kind: ConfigKind, text: string) => readConfig(kind, 'f', text, 's');
const serversOf = (kind: ConfigKind, text: string): readonly unknown[] =>
  read(kind, text).flatMap(({ key, value }) => (key === 'server' ? [value] : []));

const JOIN = token('https://k0s.lab.example:9443');

it.each<[ConfigKind, string]>([
  ['k0s-token', `${JOIN}\n`],
  ['k0s-status', `Args:\n- k0s\n- worker\n- ${JOIN}\nRole: worker\nVersion: v1.33.3+k0s.0\n`],
  ['unit-file', `[Service]\nExecStart=/usr/local/bin/k0s controller --token ${JOIN}\n`],
  ['env-file', `K0S_TOKEN=${JOIN}\n`],
  ['process-list', `root 1 0.0 0.1 1 1 ? Ssl 05:12 0:01 /usr/local/bin/k0s worker ${JOIN}\n`],
])('reads of a join token in %s the server alone', (kind, text) => {
  expect(serversOf(kind, text)).toEqual(['https://k0s.lab.example:9443']);
  const facts = JSON.stringify(read(kind, text));
  expect(facts).not.toContain(JOIN.slice(0, 40));
  expect(facts).not.toContain('abcdef.0123456789abcdef');
});

it.each([
  ['an IPv6 address', token('https://[fd00::1]:6443'), ['https://[fd00::1]:6443']],
  ['a user in the address', token('https://u:hidden@10.0.0.1:6443'), ['https://10.0.0.1:6443']],
  ['no kubeconfig', gzipSync('hello hello hello hello').toString('base64'), []],
  ['no archive', `H4sI${'A'.repeat(60)}`, []],
  ['a bomb', gzipSync(Buffer.alloc(50_000_000)).toString('base64'), []],
])('takes %s for what it is', (_, text, expected) => {
  expect(serversOf('k0s-token', text)).toEqual(expected);
});
