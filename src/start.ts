import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
// As a whole: older releases of Node 20 lack `crc32`.
import zlib from 'node:zlib';
import type { Program } from './program.js';
import { GROWTH } from './young-generation.js';

/** Set by the build: the bundled `program.ts`, named by a hash of its text. */
declare const PROGRAM_FILE: string;

/** A script, as modules cannot be compiled from a cache. */
const programFile = fileURLToPath(new URL(`./${PROGRAM_FILE}`, import.meta.url));

/** V8 compares its version, its flags and the length of the script; the name tells program and machine apart. */
export const cacheFile = `${programFile}.${process.version}-${process.platform}-${process.arch}`;

/** In per cent: V8 collects when what it holds has grown by so much; left to itself it waits until it is several times as much. */
const HEAP_GROWTH = 30;

/** Starts one of the programs: compiled from the cache where there is one for this Node. */
export async function start(name: keyof Program): Promise<void> {
  const { program } = compile(readCache());
  await program[name]();
}

/** Those under which the script is compiled: a cache holds for them alone. A running program may change one. */
export function setFlags(): void {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  setFlagsFromString(GROWTH);
}

/** What the script gives; V8 leaves a cache aside that was not made for it. */
export function compile(cachedData?: Buffer): {
  readonly program: Program;
  readonly script: Script;
} {
  setFlags();
  const text = readFileSync(programFile, 'latin1'); // the build writes ASCII
  const script = new Script(text, { filename: programFile, cachedData });
  const program = script.runInThisContext()(createRequire(programFile), programFile, importModule);
  return { program, script };
}

/** A script from a cache cannot import modules itself. `path`: from where all files of the program lie. */
const importModule = (path: string): Promise<unknown> => import(path);

const CHECKSUM_BYTES = 4;
/** It has to cost next to nothing. */
export const hasChecksums = zlib.crc32 !== undefined;

/** A cache with its checksum behind it: V8 trusts what it reads. */
export function sealed(cache: Buffer): Buffer {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(zlib.crc32(cache));
  return Buffer.concat([cache, checksum]);
}

/** Nothing where there is no whole one. */
function readCache(): Buffer | undefined {
  if (!hasChecksums) return undefined;
  try {
    const stored = readFileSync(cacheFile);
    const cache = stored.subarray(0, -CHECKSUM_BYTES);
    return stored.readUInt32LE(cache.length) === zlib.crc32(cache) ? cache : undefined;
  } catch {
    return undefined;
  }
}
