import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSieve, type Sieve } from '../../../src/sieve/sieve.js';
import { journalLines } from './journal-lines.js';
import { benchLiterals } from './literals.js';

/**
 * Speed of the sieve alone, both engines, in one process: `npx tsc -p test/bench/kernel`, then
 * `node node_modules/.cache/kernel-bench/test/bench/kernel/kernel.js [megabytes] [rounds]`. The runs take turns; the best of each counts.
 */
const [, , megabytes = '256', rounds = '7'] = process.argv;
const SIZE = Number(megabytes) * 1e6;
const DENSITIES = [0.001, 0.05, 0.6];
const COUNTS = [106, 1000];
const SAMPLE_BYTES = 262_144;

interface Run {
  readonly name: string;
  readonly file: string;
  readonly sieve: Sieve;
  scanMs: number;
  wholeMs: number;
  lines: number;
  hits: number;
}

function corpus(density: number, literals: readonly string[]): string {
  const folder = join(tmpdir(), 'hotplane-bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `journal-${density}-${megabytes}.log`);
  if (existsSync(file)) return file;
  const fd = openSync(`${file}.part`, 'w');
  for (const chunk of journalLines({ maxBytes: SIZE, density, literals })) writeSync(fd, chunk);
  closeSync(fd);
  renameSync(`${file}.part`, file);
  return file;
}

/** One pass over the file in whole lines, as the flow reads it. */
function pass(run: Run): void {
  const { sieve } = run;
  const { input } = sieve;
  const fd = openSync(run.file, 'r');
  const began = performance.now();
  let scanMs = 0;
  let kept = 0;
  let lines = 0;
  let hits = 0;
  for (;;) {
    const read = readSync(fd, input, kept, input.length - kept, null);
    const filled = kept + read;
    const length = read === 0 ? filled : input.lastIndexOf(0x0a, filled - 1) + 1;
    const from = performance.now();
    for (let told = sieve.scan(length); told > 0; told = sieve.more()) hits += told;
    scanMs += performance.now() - from;
    lines += sieve.lines;
    input.copyWithin(0, length, filled);
    kept = filled - length;
    if (read === 0) break;
  }
  closeSync(fd);
  run.wholeMs = Math.min(run.wholeMs, performance.now() - began);
  run.scanMs = Math.min(run.scanMs, scanMs);
  run.lines = lines;
  run.hits = hits;
}

function sampleOf(file: string): Buffer {
  const sample = Buffer.alloc(SAMPLE_BYTES);
  const fd = openSync(file, 'r');
  readSync(fd, sample, 0, SAMPLE_BYTES, 0);
  closeSync(fd);
  return sample;
}

const runs: Run[] = [];
const minBytes = Number(process.env.MIN ?? 0);
const most = await benchLiterals(Math.max(...COUNTS));
for (const density of DENSITIES) {
  const file = corpus(density, most.slice(0, 106));
  const sample = sampleOf(file);
  for (const count of COUNTS)
    for (const engine of ['wasm', 'js'] as const) {
      const literals = most
        .slice(0, count)
        .filter((l) => l.length >= minBytes)
        .map((literal) => Buffer.from(literal));
      const began = performance.now();
      const sieve = createSieve(literals, { sample, engine });
      const startMs = (performance.now() - began).toFixed(1);
      const name = `${(density * 100).toFixed(1).padStart(4)} %  ${String(count).padStart(4)} literals  ${engine.padEnd(4)}  start ${startMs.padStart(5)} ms`;
      runs.push({
        name,
        file,
        sieve,
        scanMs: Number.POSITIVE_INFINITY,
        wholeMs: Number.POSITIVE_INFINITY,
        lines: 0,
        hits: 0,
      });
    }
}
for (let round = 0; round < Number(rounds); round += 1) for (const run of runs) pass(run);
for (const { name, scanMs, wholeMs, lines, hits } of runs) {
  const rate = (ms: number): string => (SIZE / 1e6 / ms).toFixed(2);
  process.stdout.write(
    `${name}  scan ${rate(scanMs)} GB/s  with reading ${rate(wholeMs)} GB/s  ${hits} of ${lines} lines\n`,
  );
}
