import { expect, it } from 'vitest';
import { resolveNodes } from '../src/bundle/nodes.js';
import type { EnvironmentFact } from '../src/model/fact.js';
import { withLogAddresses } from '../src/own-facts.js';

const hostname = (scope: string, name: string): EnvironmentFact => ({
  kind: 'node',
  scope,
  name,
  aliases: [],
  addresses: [],
  own: true,
  place: { source: `${scope}/hostname`, line: 1, text: name },
});
const log = (scope: string, to = 100) =>
  ({ source: `${scope}/journald/k3s`, scope, role: 'log', to }) as const;
const told = (scope: string, address: string, from = 0, node = 'server1') => ({
  source: `${scope}/journald/k3s`,
  node,
  signal: 'own_address_mirror',
  address,
  from,
  to: from,
});
const nodesOf = (...input: Parameters<typeof withLogAddresses>) =>
  resolveNodes(withLogAddresses(...input)).nodes.map(({ name }) => name);

const BOTH = [hostname('A/s', 'server1'), hostname('B/s', 'server1')];
const LOGS = [log('A/s'), log('B/s')];

it('keeps machines apart whose bundles name them alike and whose logs tell other addresses', () => {
  const wanted = ['server1@10.2.0.5', 'server1@10.77.0.5'];
  const addresses = [told('A/s', '10.2.0.5'), told('B/s', '10.77.0.5')];
  expect(nodesOf(BOTH, LOGS, addresses)).toEqual(wanted);
  expect(nodesOf(BOTH.toReversed(), LOGS.toReversed(), addresses.toReversed())).toEqual(wanted);
});

it('knows each of the two by its own bundle', () => {
  const facts = withLogAddresses(BOTH, LOGS, [told('A/s', '10.2.0.5'), told('B/s', '10.77.0.5')]);
  const { canonical } = resolveNodes(facts);
  expect(canonical('server1', 'A/s')).toBe('server1@10.2.0.5');
  expect(canonical('server1', 'B/s')).toBe('server1@10.77.0.5');
});

it.each([
  ['the same address', BOTH, LOGS, [told('A/s', '10.2.0.5'), told('B/s', '10.2.0.5')]],
  ['an address in one only', BOTH, LOGS, [told('A/s', '10.2.0.5')]],
  [
    'another address later',
    BOTH,
    [log('A/s', 50), log('B/s', 200)],
    [told('A/s', '10.2.0.5'), told('B/s', '10.77.0.5', 60)],
  ],
  [
    'an address of another host in its logs',
    BOTH,
    LOGS,
    [told('A/s', '10.2.0.5'), told('B/s', '10.77.0.5', 0, 'server2')],
  ],
])('takes two bundles for one machine that tell %s', (_kind, facts, logs, addresses) => {
  expect(withLogAddresses(facts, logs, addresses)).toBe(facts);
  expect(nodesOf(facts, logs, addresses)).toEqual(['server1']);
});
