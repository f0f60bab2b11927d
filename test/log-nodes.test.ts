import { expect, it } from 'vitest';
import { type LogNodesInput, type SourceClaim, settleLogNodes } from '../src/log-nodes.js';
import { nodeOfPath } from '../src/observe/origin.js';

const claim = (source: string, address: string, rest: Partial<SourceClaim> = {}): SourceClaim => ({
  source,
  named: '',
  signal: 'own_address_p2p_node',
  address,
  from: 0,
  last: 0,
  to: 100,
  ...rest,
});

/** Names by source, of sources whose lines carry `named`. */
function namesOf(
  sources: readonly string[],
  claims: readonly SourceClaim[],
  rest: Partial<LogNodesInput> & { readonly named?: string } = {},
): Readonly<Record<string, string>> {
  const { named = '', ...more } = rest;
  const all = sources.map((source) => ({ source, named }));
  const { names, nodes } = settleLogNodes({
    sources: all,
    claims: claims.map((one) => ({ ...one, named: one.named === '' ? named : one.named })),
    nameOf: (one) => (one.named === '' ? (nodeOfPath(one.source) ?? '') : one.named),
    isKnown: () => false,
    isGiven: () => false,
    isOwned: () => false,
    pathNamesOf: (source) => [nodeOfPath(source), undefined],
    ...more,
  });
  const plain = (source: string): string => named || (nodeOfPath(source) ?? '');
  const told = sources.map((source) => [source, names.get(source)?.get(named) ?? plain(source)]);
  const settled = Object.fromEntries(told);
  expect(nodes.map(({ name }) => name).sort()).toEqual(
    [...new Set(Object.values<string>(settled).filter((name) => name !== ''))].sort(),
  );
  return settled;
}

const KUBELET = { signal: 'own_address_kubelet' };

it('takes a pipe without names for one node, by the address its programs call their own', () => {
  const claims = [claim('stdin', '10.2.0.5'), claim('stdin', '10.2.0.5', KUBELET)];
  expect(namesOf(['stdin'], claims)).toEqual({ stdin: '10.2.0.5' });
  expect(namesOf(['stdin'], [claim('stdin', 'fd00::5')])).toEqual({ stdin: 'fd00::5' });
});

it('names it by its IPv4 address, if it tells one of each family', () => {
  const claims = [claim('stdin', 'fd00::5', KUBELET), claim('stdin', '10.2.0.5')];
  expect(namesOf(['stdin'], claims)).toEqual({ stdin: '10.2.0.5' });
});

it.each<[string, readonly SourceClaim[], Partial<LogNodesInput>]>([
  ['two machines that start one after the other', [claim('stdin', '10.2.0.6', { from: 9 })], {}],
  ['two machines by different lines', [claim('stdin', '10.2.0.6', KUBELET)], {}],
  ["a bundle's node", [], { isOwned: (address) => address === '10.2.0.5' }],
  ["another log's node", [claim('server1.log', '10.2.0.5')], {}],
])('names no pipe of %s', (_kind, more, rest) => {
  const names = namesOf(['stdin', 'server1.log'], [claim('stdin', '10.2.0.5'), ...more], rest);
  expect(names).toEqual({ stdin: '', 'server1.log': 'server1' });
});

it('names a pipe that tells no address by nothing', () => {
  expect(namesOf(['stdin'], [])).toEqual({ stdin: '' });
});

it('takes the files of a rotated set for one node, and another file for none', () => {
  const backup = 'log/k3s-2025-06-10T04-30-00.000.log.gz';
  expect(namesOf(['log/k3s.log', backup, 'log/k0s.log'], [claim(backup, '172.19.0.3')])).toEqual({
    'log/k3s.log': '172.19.0.3',
    [backup]: '172.19.0.3',
    'log/k0s.log': '',
  });
});

it('tells machines of one name apart by their addresses, each with the logs beside it', () => {
  const claims = [claim('a/server1.log', '10.2.0.5'), claim('b/server1.log', '10.77.0.5')];
  const sources = ['a/server1.log', 'a/server1.log.1', 'b/server1.log', 'c/server1.log'];
  expect(namesOf(sources, claims, { named: 'server1' })).toEqual({
    'a/server1.log': 'server1@10.2.0.5',
    'a/server1.log.1': 'server1@10.2.0.5',
    'b/server1.log': 'server1@10.77.0.5',
    'c/server1.log': '',
  });
});

it('gives no address to a log that two machines of one name wrote', () => {
  const claims = [
    claim('a/server1.log', '10.2.0.5', { last: 50 }),
    claim('a/server1.log', '10.77.0.5', { from: 20, last: 60 }),
  ];
  expect(namesOf(['a/server1.log'], claims, { named: 'server1' })).toEqual({ 'a/server1.log': '' });
});
