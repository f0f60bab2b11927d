import { expect, it, vi } from 'vitest';
import { HIT_INTS } from '../../src/sieve/engine.js';
import { createSieve, type Sieve } from '../../src/sieve/sieve.js';

const ENGINES = ['wasm', 'js'] as const;

/** The lines told, as texts with the number of lines before them. */
function tell(sieve: Sieve, text: string, length = Buffer.byteLength(text)): string[] {
  sieve.input.write(text);
  const told: string[] = [];
  for (let count = sieve.scan(length); count > 0; count = sieve.more())
    for (let at = 0; at < count * HIT_INTS; at += HIT_INTS) {
      const [from, to, before] = sieve.hits.subarray(at, at + HIT_INTS);
      told.push(`${before}:${sieve.input.toString('utf8', from, to)}`);
    }
  return told;
}

const sieveOf = (literals: readonly string[], engine: 'wasm' | 'js' | 'auto', maxHits = 64) =>
  createSieve(
    literals.map((literal) => Buffer.from(literal)),
    { engine, maxBytes: 4_096, maxHits },
  );

it.each(ENGINES)('%s tells each line once, with the lines before it', (engine) => {
  const sieve = sieveOf(['took too long', 'slow fdatasync'], engine);
  const text =
    'a\n\ntook too long, took too long, slow fdatasync\r\ntook too lonG\nslow fdatasync\n';
  expect(tell(sieve, text)).toEqual([
    '2:took too long, took too long, slow fdatasync\r',
    '4:slow fdatasync',
  ]);
  expect(sieve.lines).toBe(5);
});

it.each(ENGINES)(
  '%s finds a literal of 4 to 12 bytes at every place, and no near miss',
  (engine) => {
    for (let length = 4; length <= 12; length += 1) {
      const literal = 'etcdserver: '.slice(0, length);
      const sieve = sieveOf([literal], engine);
      for (let place = 0; place < 80; place += 1) {
        const line = `${'.'.repeat(place)}${literal}`;
        expect(tell(sieve, line)).toEqual([`0:${line}`]);
        expect(tell(sieve, `\n${line}.\n`)).toEqual([`1:${line}.`]);
        expect(tell(sieve, `${line.slice(0, -1)}#`)).toEqual([]);
        expect(tell(sieve, `${line.slice(0, -1)}\n${literal.slice(-1)}`)).toEqual([]);
      }
    }
  },
);

it.each(ENGINES)('%s reads nothing behind the chunk', (engine) => {
  const sieve = sieveOf(['took too long'], engine);
  expect(tell(sieve, 'request took too long\nnext\n')).toHaveLength(1);
  expect(tell(sieve, 'request took too long\nnext\n', 20)).toEqual([]);
  expect(sieve.lines).toBe(0);
  expect(tell(sieve, '', 0)).toEqual([]);
});

it.each(ENGINES)('%s leaves the beginning of the next line behind the chunk as it is', (engine) => {
  const sieve = sieveOf(['took too long'], engine);
  expect(tell(sieve, 'a\nrequest took too long', 2)).toEqual([]);
  expect(sieve.input.toString('utf8', 2, 23)).toBe('request took too long');
});

it.each(ENGINES)('%s loses no line when there is room for one', (engine) => {
  const sieve = sieveOf(['took too long'], engine, 1);
  const text = 'took too long\n'.repeat(9);
  expect(tell(sieve, text)).toEqual(Array.from({ length: 9 }, (_, no) => `${no}:took too long`));
  expect(sieve.lines).toBe(9);
  expect(sieve.more()).toBe(0);
});

it.each(ENGINES)('%s counts lines without literals', (engine) => {
  const sieve = sieveOf([], engine);
  expect(tell(sieve, 'a\nb\r\n\nc')).toEqual([]);
  expect(sieve.lines).toBe(3);
});

it('refuses what it cannot find', () => {
  expect(() => sieveOf(['GAP'], 'auto')).toThrow('literal "GAP" is shorter than 4 bytes');
  expect(() => sieveOf(['one\ntwo'], 'auto')).toThrow('holds a newline');
  expect(() => sieveOf(['took too long'], 'auto').scan(4_097)).toThrow('in a sieve of 4096');
});

it('takes JavaScript where WebAssembly or its SIMD is missing', () => {
  expect(sieveOf(['took too long'], 'auto').engine).toBe('wasm');
  const Module = () => {
    throw new Error('invalid value type');
  };
  for (const stand of [undefined, { ...WebAssemblyHere(), Module }]) {
    vi.stubGlobal('WebAssembly', stand);
    expect(sieveOf(['took too long'], 'auto').engine).toBe('js');
    expect(() => sieveOf(['took too long'], 'wasm')).toThrow();
    vi.unstubAllGlobals();
  }
});

const WebAssemblyHere = (): object =>
  (globalThis as unknown as { WebAssembly: object }).WebAssembly;
