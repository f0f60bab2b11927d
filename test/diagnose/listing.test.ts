import { expect, it } from 'vitest';
import { withListing } from '../../src/diagnose/listing.js';
import type { Quote } from '../../src/model/observation.js';

const line = (list: string, peer = '10.0.0.2'): Quote => ({
  citation: { source: 'a.log', line: 1, sha256: '', text: `[${list}] to client at ${peer}` },
  observation: {
    signal: 's',
    subject: { node: 'a', source: 'a.log' },
    fields: { peer },
    line: 1,
  },
});
const isListed = (...quotes: readonly Quote[]) => {
  const edge = { signal: 's', peer: '10.0.0.2', node: 'a', count: 99 };
  return withListing([edge], (_, filter) => quotes.filter(filter))[0]?.isListed;
};

it.each([
  ['a peer of any line', [line('/ip4/10.0.0.1/tcp/1'), line('/ip4/10.0.0.2/tcp/1')], true],
  ['another spelling', [line('/ip6/::ffff:10.0.0.2/tcp/1')], true],
  ['no peer', [line('/ip4/10.0.0.1/tcp/1 /ip4/10.0.0.22/tcp/1')], false],
  ['a peer of other clients only', [line('/ip4/10.0.0.2/tcp/1', '10.0.0.3')], undefined],
  ['a line without peers', [line('')], undefined],
  ['no line', [], undefined],
  [
    'a line that was shortened',
    [line('/ip4/10.0.0.1/tcp/1 … 512 characters left out … /ip4/10.0.0.4/tcp/1')],
    undefined,
  ],
])('tells of a client that is %s', (_name, quotes, expected) => {
  expect(isListed(...quotes)).toBe(expected);
});

it('asks for the quotes of a signal once, however many edges it has', () => {
  let asked = 0;
  const edges = Array.from({ length: 500 }, (_, no) => ({
    ...{ signal: 's', node: 'a', count: 99 },
    peer: `10.0.1.${no}`,
  }));
  withListing(edges, () => {
    asked += 1;
    return [];
  });
  expect(asked).toBe(1);
});
