import { compileLiterals } from './compile-literals.js';
import type { Engine } from './engine.js';
import { createJsEngine } from './js-engine.js';
import { createWasmEngine } from './wasm-engine.js';

export { HIT_INTS } from './engine.js';

/**
 * Finds the lines of a chunk that hold at least one of many literals, and counts all lines, without making a string.
 *
 * How: a literal of 7 bytes or more shows four of its bytes to one of the probes that stand at every 4th byte. The probe
 * hashes them and asks a table of 64 KiB; only where that bears a mark are bytes compared. Of the grams a literal can show,
 * those rarest in a sample of the input are taken. Literals of 5 and 6 bytes fill 64 and 32 slots more, one of 4 bytes
 * makes the probes stand at every 2nd byte. Lines are counted with SIMD, or with `indexOf` in plain JavaScript.
 *
 * Contract: bytes are compared exactly, case counts. A line is told at most once, in order, and every line that holds a
 * literal is told. Both engines give the same numbers. Memory: `maxBytes`, 16 bytes a hit and 1 MiB of tables, for good.
 *
 *     const length = fill(sieve.input); // whole lines only, unless it is the last chunk
 *     for (let told = sieve.scan(length); told > 0; told = sieve.more())
 *       for (let at = 0; at < told * HIT_INTS; at += HIT_INTS) use(sieve.hits, at);
 *     lines += sieve.lines;
 *
 * Costs, measured by `test/bench/kernel` on a journal of K3s with 106 and 1,000 literals, 5 % of the lines told, 2 vCPU AMD EPYC,
 * Node 20.20: WebAssembly 3.9 and 2.2 GB/s, JavaScript 1.3 and 1.0 GB/s; with 60 % told 2.6 and 1.7, 1.1 and 0.8 GB/s.
 * Reading into `input` takes 0.06 s a GB more.
 */
export interface Sieve {
  readonly engine: 'wasm' | 'js';
  /** `maxBytes` bytes: the caller writes chunks here. One may be changed while another is scanned, not while it is itself. */
  readonly input: Buffer;
  /**
   * `HIT_INTS` numbers a line: its start, its end (the place of its LF, or the end of the chunk; a CR stays inside), the
   * number of LFs before it in the chunk, the index of one literal that it holds.
   */
  readonly hits: Int32Array;
  /** All of the chunk was looked at: what follows is final. */
  readonly isThrough: boolean;
  /** LFs of the chunk. */
  readonly lines: number;
  readonly holdsNul: boolean;
  readonly holdsEscape: boolean;
  /** There is no byte beyond ASCII. */
  readonly isAscii: boolean;
  /** LFs from one place of the chunk up to, but without, another. */
  countLines(from: number, to: number): number;
  /**
   * Begins the chunk in the `length` bytes of `input` from `from` on (default 0), from where places in `hits` count; gives
   * the number of lines in `hits`. Throws if it is too long.
   */
  scan(length: number, from?: number): number;
  /** Goes on behind the last line told; gives the number of lines in `hits`, 0 when the chunk is done. */
  more(): number;
}

export interface SieveOptions {
  /** The beginning of the input, or bytes like it: 128 KiB say which grams are rare. None: slower, never wrong. */
  readonly sample?: Uint8Array;
  /** Longest chunk. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Lines told at a time. Default 8,192. */
  readonly maxHits?: number;
  /** `auto`: WebAssembly, or JavaScript where that or its SIMD is missing. */
  readonly engine?: 'auto' | 'wasm' | 'js';
}

const MIN_LITERAL_BYTES = 4;
const LF = 0x0a;

/** Throws a `RangeError` for a literal below 4 bytes or with a newline. No literal: no line is told, all are counted. */
export function createSieve(literals: readonly Uint8Array[], options: SieveOptions = {}): Sieve {
  const { sample = new Uint8Array(0), maxBytes = 1_048_576, maxHits = 8_192 } = options;
  for (const literal of literals) checkLiteral(literal);
  const tables = compileLiterals(literals, sample);
  const engine = createEngine(
    options.engine ?? 'auto',
    () => createWasmEngine(tables, maxBytes, maxHits),
    () => createJsEngine(tables, maxBytes, maxHits),
  );
  const { input } = engine;
  return {
    engine: engine.kind,
    input: Buffer.from(input.buffer, input.byteOffset, input.byteLength),
    hits: engine.hits,
    get lines() {
      return engine.lines;
    },
    get isThrough() {
      return engine.isThrough;
    },
    get holdsNul() {
      return engine.holdsNul;
    },
    get holdsEscape() {
      return engine.holdsEscape;
    },
    get isAscii() {
      return engine.isAscii;
    },
    countLines: engine.countLines,
    scan(length, from = 0) {
      if (from + length > maxBytes)
        throw new RangeError(`${from + length} bytes in a sieve of ${maxBytes}`);
      engine.start(length, from);
      return engine.next();
    },
    more: () => engine.next(),
  };
}

function checkLiteral(literal: Uint8Array): void {
  const refuse = (why: string): never => {
    throw new RangeError(`literal ${JSON.stringify(Buffer.from(literal).toString())} ${why}`);
  };
  if (literal.length < MIN_LITERAL_BYTES) refuse(`is shorter than ${MIN_LITERAL_BYTES} bytes`);
  if (literal.includes(LF)) refuse('holds a newline');
}

function createEngine(asked: 'auto' | 'wasm' | 'js', wasm: () => Engine, js: () => Engine): Engine {
  if (asked === 'js') return js();
  if (asked === 'wasm') return wasm();
  try {
    return wasm();
  } catch {
    return js();
  }
}
