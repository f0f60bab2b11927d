import type { Rulebook } from '../../src/model/rule.js';
import type { Corpus } from './corpus/cache.js';
import type { CorpusName, CorpusSpec } from './corpus/catalog.js';
import type { EndlessOptions } from './corpus/endless.js';
import type { BenchOptions } from './options.js';
import type { Tools } from './programs.js';
import type { Table } from './table.js';

/** What every part of the benchmark needs. */
export interface Bench {
  readonly options: BenchOptions;
  readonly tools: Tools;
  readonly rules: Rulebook;
  /** Written on first use. */
  readonly corpus: (name: CorpusName) => Corpus;
  readonly archive: (corpus: Corpus, kind: 'gz' | 'tar.gz') => Promise<string>;
  /** A corpus of another size, not on disk. */
  readonly prepare: (spec: CorpusSpec, maxBytes: number) => EndlessOptions;
  /** On standard error. */
  readonly say: (sentence: string) => void;
}

/** Gives its tables one by one, each when it is measured. */
export type Part = (bench: Bench) => AsyncIterable<Table>;
