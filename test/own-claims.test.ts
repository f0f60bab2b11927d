import { expect, it } from 'vitest';
import { conflicting, type NodeClaim } from '../src/own-claims.js';

const claim = (source: string, address: string, from: number, rest: Partial<NodeClaim> = {}) => ({
  source,
  signal: 'own_address_mirror',
  address,
  from,
  last: from,
  to: from + 100,
  ...rest,
});

it.each([
  [
    'parallel logs with different addresses',
    [claim('a', '10.0.0.1', 0), claim('b', '10.0.0.2', 50)],
  ],
  [
    'one log that tells two addresses in turns',
    [claim('a', '10.0.0.1', 0, { last: 20 }), claim('a', '10.0.0.2', 10, { last: 30 })],
  ],
])('%s speak of two machines', (_kind, claims) => {
  expect(conflicting(claims)).toBe(true);
  expect(conflicting([...claims].reverse())).toBe(true);
});

it.each([
  ['one after the other', [claim('a', '10.0.0.1', 0), claim('b', '10.0.0.2', 101)]],
  ['the same address', [claim('a', '10.0.0.1', 0), claim('b', '10.0.0.1', 0)]],
  ['another kind of line', [claim('a', '10.0.0.1', 0), claim('b', '10.0.0.2', 0, { signal: 's' })]],
  ['the other family', [claim('a', '10.0.0.1', 0), claim('b', '2001:db8::1', 0)]],
  ['a changed address in one log', [claim('a', '10.0.0.1', 0), claim('a', '10.0.0.2', 10)]],
  [
    'a changed address that both logs tell',
    [claim('a', '10.0.0.1', 0), claim('a', '10.0.0.2', 60), claim('b', '10.0.0.2', 60)],
  ],
])('%s may be one machine', (_kind, claims) => expect(conflicting(claims)).toBe(false));
