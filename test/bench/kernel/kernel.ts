import { createHash } from 'node:crypto';
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
 * `node node_modules/.cache/kernel-bench/test/bench/kernel/kernel.js [megabytes] [rounds]`. The runs take turns. A rate is
 * that of a pass in which every chunk of 1 MiB takes its shortest time of all rounds: what a quiet machine would show.
 */
const [, , megabytes = '256', rounds = '9'] = process.argv;
const SIZE = Number(megabytes) * 1e6;
const DENSITIES = [0.001, 0.05, 0.6];
const COUNTS = [106, 1_000];
const SAMPLE_BYTES = 262_144;

interface Run {
  readonly name: string;
  readonly file: string;
  readonly sieve: Sieve;
  /** Milliseconds of each chunk, the shortest so far. */
  readonly scans: number[];
  readonly reads: number[];
  lines: number;
  hits: number;
}

function corpus(density: number, literals: readonly string[]): string {
  const key = createHash('sha256').update(literals.join('\n')).digest('hex').slice(0, 8);
  const folder = join(tmpdir(), 'hotplane-kernel-bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `journal-${key}-${density}-${megabytes}.log`);
  if (existsSync(file)) return file;
  const fd = openSync(`${file}.part`, 'w');
  for (const chunk of journalLines({ maxBytes: SIZE, density, literals })) writeSync(fd, chunk);
  closeSync(fd);
  renameSync(`${file}.part`, file);
  return file;
}

/** One pass over the file in whole lines, as the flow reads it. */
function pass(run: Run): void {
  const { input } = run.sieve;
  const fd = openSync(run.file, 'r');
  run.lines = 0;
  run.hits = 0;
  let kept = 0;
  for (let no = 0; ; no += 1) {
    const began = performance.now();
    const read = readSync(fd, input, kept, input.length - kept, null);
    const filled = kept + read;
    const length = read === 0 ? filled : input.lastIndexOf(0x0a, filled - 1) + 1;
    const from = performance.now();
    for (let told = run.sieve.scan(length); told > 0; told = run.sieve.more()) run.hits += told;
    const to = performance.now();
    run.lines += run.sieve.lines;
    input.copyWithin(0, length, filled);
    kept = filled - length;
    shorten(run.scans, no, to - from);
    shorten(run.reads, no, from - began + performance.now() - to);
    if (read === 0) break;
  }
  closeSync(fd);
}

function shorten(times: number[], no: number, ms: number): void {
  times[no] = Math.min(times[no] ?? Number.POSITIVE_INFINITY, ms);
}

function sampleOf(file: string): Buffer {
  const sample = Buffer.alloc(SAMPLE_BYTES);
  const fd = openSync(file, 'r');
  readSync(fd, sample, 0, SAMPLE_BYTES, 0);
  closeSync(fd);
  return sample;
}

const most = await benchLiterals(Math.max(...COUNTS));
const runs: Run[] = DENSITIES.flatMap((density) => {
  const file = corpus(density, most.slice(0, Math.min(...COUNTS)));
  const sample = sampleOf(file);
  return COUNTS.flatMap((count) =>
    (['wasm', 'js'] as const).map((engine) => {
      const literals = most.slice(0, count).map((literal) => Buffer.from(literal));
      const sieve = createSieve(literals, { sample, engine });
      const name = `${(density * 100).toFixed(1).padStart(4)} %  ${String(count).padStart(4)} literals  ${engine.padEnd(4)}`;
      return { name, file, sieve, scans: [], reads: [], lines: 0, hits: 0 };
    }),
  );
});
for (let round = 0; round < Number(rounds); round += 1) for (const run of runs) pass(run);
const sum = (times: readonly number[]): number => times.reduce((total, ms) => total + ms, 0);
const rate = (ms: number): string => (SIZE / 1e6 / ms).toFixed(2);
for (const { name, scans, reads, lines, hits } of runs) {
  const speed = `${rate(sum(scans))} GB/s, with reading ${rate(sum(scans) + sum(reads))} GB/s`;
  process.stdout.write(`${name}  ${speed}  ${hits} of ${lines} lines\n`);
}
