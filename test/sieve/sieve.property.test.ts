import { isAscii } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HIT_INTS } from '../../src/sieve/engine.js';
import { createSieve, type Sieve } from '../../src/sieve/sieve.js';

const MAX_BYTES = 72_000;
const LF = 0x0a;
const ESC = 0x1b;

interface Seen {
  readonly lines: number;
  readonly holdsNul: boolean;
  readonly holdsEscape: boolean;
  readonly isAscii: boolean;
  /** Start, end, lines before, id. */
  readonly hits: readonly (readonly number[])[];
}

/** The contract, line by line. */
function naive(literals: readonly Buffer[], chunk: Buffer): Seen {
  const hits: number[][] = [];
  let lines = 0;
  for (let from = 0; from < chunk.length; ) {
    const found = chunk.indexOf(LF, from);
    const to = found === -1 ? chunk.length : found;
    const line = chunk.subarray(from, to);
    if (literals.some((literal) => line.includes(literal))) hits.push([from, to, lines]);
    if (found !== -1) lines += 1;
    from = to + 1;
  }
  const [holdsNul, holdsEscape] = [chunk.includes(0), chunk.includes(ESC)];
  return { lines, holdsNul, holdsEscape, isAscii: isAscii(chunk), hits };
}

function look(sieve: Sieve, chunk: Buffer, place: number): Seen {
  const hits: number[][] = [];
  sieve.input.fill('\naa\0\x1b\nbcµ'); // what lies around the chunk
  chunk.copy(sieve.input, place);
  for (let told = sieve.scan(chunk.length, place); told > 0; told = sieve.more())
    for (let at = 0; at < told * HIT_INTS; at += HIT_INTS)
      hits.push([...sieve.hits.subarray(at, at + HIT_INTS)]);
  const { lines, holdsNul, holdsEscape, isAscii } = sieve;
  expect(sieve.isThrough).toBe(true);
  return { lines, holdsNul, holdsEscape, isAscii, hits };
}

const withoutIds = ({ hits, ...rest }: Seen): Seen => ({
  ...rest,
  hits: hits.map((hit) => hit.slice(0, 3)),
});

/** Few letters, so that literals share beginnings and text comes near to them; some bytes of any value. */
const byte = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Buffer.from('abc ')) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 255 }).map((value) => (value === LF ? 0 : value)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...Buffer.from('µ→')) },
);
const literal = (minLength: number) =>
  fc.array(byte, { minLength, maxLength: 40 }).map((bytes) => Buffer.from(bytes));

/** Literals; some are the beginning, the end or the middle of another one, or another with one byte changed. */
const literalSet = fc
  .tuple(
    fc.constantFrom(4, 5, 6, 7, 12),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 12 }),
  )
  .chain(([least, cuts]) =>
    fc.array(literal(least), { minLength: 1, maxLength: 20 }).map((made) => {
      const derived = cuts.flatMap(([which, start, changed]) => {
        const parent = made[which % made.length] ?? Buffer.of();
        const part = Buffer.from(parent.subarray(start % parent.length));
        const twin = Buffer.from(parent);
        twin[changed % twin.length] = 0x61;
        return [part, twin];
      });
      return [...made, ...derived].filter((bytes) => bytes.length >= least);
    }),
  );

type Piece =
  | readonly ['text', readonly number[]]
  | readonly ['literal', number]
  | readonly ['end', boolean];

const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.tuple(fc.constant('text' as const), fc.array(byte, { maxLength: 30 })),
  fc.tuple(fc.constant('literal' as const), fc.nat()),
  fc.tuple(fc.constant('end' as const), fc.boolean()),
);

function build(literals: readonly Buffer[], pieces: readonly Piece[], repeat: number): Buffer {
  const parts = pieces.map(([kind, value]) => {
    if (kind === 'text') return Buffer.from(value);
    if (kind === 'end') return Buffer.from(value ? '\r\n' : '\n');
    return literals[value % literals.length] ?? Buffer.of();
  });
  const once = Buffer.concat(parts);
  const most = Math.max(1, Math.floor(MAX_BYTES / Math.max(1, once.length)));
  return Buffer.concat(Array.from({ length: Math.min(repeat, most) }, () => once));
}

const chunkOf = (literals: readonly Buffer[]) =>
  fc
    .tuple(
      fc.array(piece, { maxLength: 40 }),
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(1) },
        { weight: 1, arbitrary: fc.integer({ min: 2, max: 3_000 }) },
      ),
    )
    .map(([pieces, repeat]) => build(literals, pieces, repeat));

const scene = literalSet.chain((literals) =>
  fc.record({
    literals: fc.constant(literals),
    chunks: fc.array(chunkOf(literals), { minLength: 1, maxLength: 3 }),
    sampled: fc.boolean(),
    maxHits: fc.constantFrom(1, 2, 7, 8_192),
    place: fc.constantFrom(0, 0, 1, 64, 4_095),
  }),
);

it('tells the lines that hold a literal, each once, whatever the engine and the room', () => {
  fc.assert(
    fc.property(scene, ({ literals, chunks, sampled, maxHits, place }) => {
      const options = {
        maxBytes: MAX_BYTES + place,
        maxHits,
        ...(sampled && { sample: chunks[0] }),
      };
      const wasm = createSieve(literals, { ...options, engine: 'wasm' });
      const js = createSieve(literals, { ...options, engine: 'js' });
      for (const chunk of chunks) {
        const seen = look(wasm, chunk, place);
        expect(withoutIds(seen)).toEqual(naive(literals, chunk));
        expect(look(js, chunk, place)).toEqual(seen);
        const [from, to] = [Math.floor(chunk.length / 3), chunk.length];
        const between = chunk.subarray(from, to).filter((value) => value === LF).length;
        expect([wasm, js].map((sieve) => sieve.countLines(from, to))).toEqual([between, between]);
        for (const [from, to, , id = -1] of seen.hits)
          expect(chunk.subarray(from, to).includes(literals[id] ?? '\n')).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});
