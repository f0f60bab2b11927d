import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/parse/transports.js';
import { read } from './reading.js';

describe.each(FORMATS.map(({ id, sample }) => ({ id, sample })))('$id', ({ id, sample }) => {
  it('reads its sample as one entry', () => {
    const { envelopes, unparsed, format } = read(sample);
    expect([envelopes.length, unparsed, format]).toEqual([1, 0, id]);
  });

  it('reads its sample after every other format', () => {
    const others = FORMATS.filter((kind) => kind.id !== id);
    for (const other of others) {
      const { envelopes } = read(`${other.sample}\n\n${sample}`);
      expect(envelopes.map(({ transport }) => transport)).toEqual([other.id, id]);
    }
  });
});
