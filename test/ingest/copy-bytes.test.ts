import { expect, it } from 'vitest';
import { copyBytes } from '../../src/ingest/copy-bytes.js';

const shared = (text: string): Buffer => {
  const bytes = Buffer.from(new SharedArrayBuffer(text.length));
  bytes.write(text);
  return bytes;
};

it.each([
  ['', 'xyz', 0, 'xyz'],
  ['ab', '', 0, ''],
  ['ab', 'xyz', 2, 'abz'],
  ['abc', 'xyz', 3, 'abc'],
  ['abcd', 'xyz', 3, 'abc'],
])('%j into %j: %i bytes, %j', (text, room, length, result) => {
  for (const bytes of [Buffer.from(text), shared(text)]) {
    const into = Buffer.from(room);
    expect(copyBytes(bytes, into)).toBe(length);
    expect(into.toString()).toBe(result);
    expect(bytes.toString()).toBe(text);
  }
});
