import { ENTRY_INTS, type Tables } from './compile-literals.js';
import { type Engine, HIT_INTS, PADDING_BYTES } from './engine.js';
import { SLOTS } from './grams.js';
import { KERNEL } from './kernel-bytes.js';

/** Where the kernel expects its tables and its state; `kernel/kernel.ts` has the same numbers. */
const HEADS = SLOTS;
const STATE = HEADS + SLOTS * 4;
const FREE = STATE + 64;
const PAGE_BYTES = 65_536;

/** Kinds of bytes, as the kernel notes them. */
const NUL = 1;
const WIDE = 2;
const ESCAPE = 4;

type Count = (from: number, to: number) => number;
type Scan = (
  input: number,
  length: number,
  entries: number,
  hits: number,
  room: number,
  mask: number,
  multiplier: number,
) => number;

/** The part of the WebAssembly API in use: the types of Node leave it out. */
interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, object>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** The scan in WebAssembly with SIMD. Throws where the machine has none of it. */
export function createWasmEngine(tables: Tables, maxBytes: number, maxHits: number): Engine {
  const api = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (!api) throw new Error('no WebAssembly here');
  const module = new api.Module(Buffer.from(KERNEL, 'base64'));
  const { hash } = tables;
  const places = layOut(tables, maxBytes, maxHits);
  const memory = new api.Memory({ initial: Math.ceil(places.end / PAGE_BYTES) });
  const { exports } = new api.Instance(module, { env: { memory } });
  const scan = exports[`scan${tables.step}`] as Scan; // the kernel exports one for every step
  const countLines = exports.countLines as Count;
  const { buffer } = memory;
  place(tables, places, buffer);
  const input = new Uint8Array(buffer, places.input, maxBytes);
  const state = new Uint32Array(buffer, STATE, 3);
  let length = 0;
  let start = places.input;
  const holds = (kind: number): boolean => ((state[2] ?? 0) & kind) !== 0;
  return {
    kind: 'wasm',
    input,
    hits: new Int32Array(buffer, places.hits, maxHits * HIT_INTS),
    get lines() {
      return state[1] ?? 0;
    },
    get isThrough() {
      return state[0] === length;
    },
    get holdsNul() {
      return holds(NUL);
    },
    get holdsEscape() {
      return holds(ESCAPE);
    },
    get isAscii() {
      return !holds(WIDE);
    },
    countLines: (from, to) => countLines(start + from, start + to),
    start(bytes, from) {
      length = bytes;
      start = places.input + from;
      state.fill(0);
    },
    next: () =>
      scan(start, length, places.entries, places.hits, maxHits, hash.mask, hash.multiplier),
  };
}

interface Places {
  readonly entries: number;
  readonly bytes: number;
  readonly hits: number;
  readonly input: number;
  readonly end: number;
}

function layOut(tables: Tables, maxBytes: number, maxHits: number): Places {
  const entries = FREE;
  const bytes = entries + tables.entries.byteLength;
  const hits = align(bytes + tables.bytes.length);
  const input = align(hits + maxHits * HIT_INTS * 4);
  return { entries, bytes, hits, input, end: input + maxBytes + PADDING_BYTES };
}

const align = (place: number): number => Math.ceil(place / 64) * 64;

function place(tables: Tables, places: Places, buffer: ArrayBuffer): void {
  new Uint8Array(buffer, 0).set(tables.marks);
  new Uint32Array(buffer, HEADS).set(tables.heads);
  new Uint8Array(buffer, places.bytes).set(tables.bytes);
  const entries = new Int32Array(buffer, places.entries, tables.entries.length);
  entries.set(tables.entries);
  for (let at = 2; at < entries.length; at += ENTRY_INTS)
    entries[at] = (entries[at] ?? 0) + places.bytes; // the kernel reads addresses
}
