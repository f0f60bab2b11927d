import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Rulebook } from '../../../src/model/rule.js';
import { type CorpusSpec, GENERATOR, prepareCorpus } from './catalog.js';
import { type Counts, writeEndless } from './endless.js';
import { literalsOf } from './samples.js';
import { tarOf } from './tar.js';

/** A corpus on disk. */
export interface Corpus extends Counts {
  readonly name: string;
  readonly path: string;
}

export interface CacheOptions {
  readonly dir: string;
  readonly rules: Rulebook;
  readonly seed: string;
  readonly maxBytes: number;
  readonly say: (sentence: string) => void;
}

/** What the bytes depend on: the generator, the seed, the size and the samples and literals of the rules. */
function keyOf(spec: CorpusSpec, { rules, seed, maxBytes }: CacheOptions): string {
  const samples = rules.signals.map((signal) => signal.samples);
  const parts = [GENERATOR, spec, seed, maxBytes, literalsOf(rules.signals), samples];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The corpus from the cache, or written into it. */
export function ensureCorpus(spec: CorpusSpec, options: CacheOptions): Corpus {
  const { dir, maxBytes, say } = options;
  const path = join(dir, `${spec.name}-${Math.round(maxBytes / 1e6)}mb.log`);
  const key = keyOf(spec, options);
  const known = readCounts(`${path}.json`, key);
  if (known && existsSync(path) && statSync(path).size === known.bytes)
    return { name: spec.name, path, ...known };
  say(`writing ${path}`);
  mkdirSync(dir, { recursive: true });
  const file = openSync(path, 'w');
  const counts = writeEndless(prepareCorpus(spec, options.rules, options), (bytes) => {
    writeWhole(file, bytes);
  });
  closeSync(file);
  writeFileSync(`${path}.json`, JSON.stringify({ key, ...counts }));
  return { name: spec.name, path, ...counts };
}

/** Writes all of it, also into a pipe that takes it in parts. */
export function writeWhole(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

function readCounts(path: string, key: string): Counts | undefined {
  if (!existsSync(path)) return undefined;
  const { key: held, ...counts } = JSON.parse(readFileSync(path, 'utf8')); // written by ensureCorpus
  return held === key ? counts : undefined;
}

/** The corpus as `.gz` or `.tar.gz` beside it; written where it is missing or older than the corpus. */
export async function ensureArchive(
  corpus: Corpus,
  kind: 'gz' | 'tar.gz',
  say: (sentence: string) => void,
): Promise<string> {
  const path = `${corpus.path}.${kind}`;
  if (existsSync(path) && statSync(path).mtimeMs >= statSync(corpus.path).mtimeMs) return path;
  say(`writing ${path}`);
  const part = `${path}.part`; // an interrupted run leaves no half archive behind
  const plain = createReadStream(corpus.path, { highWaterMark: 1 << 20 });
  const bytes = kind === 'gz' ? plain : tarOf('bundle/server1/k3s.log', corpus.bytes, plain);
  await pipeline(bytes, createGzip({ level: 6 }), createWriteStream(part));
  renameSync(part, path);
  return path;
}
