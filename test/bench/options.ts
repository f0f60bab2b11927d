import { parseArgs } from 'node:util';

export const PART_NAMES = [
  'density',
  'formats',
  'pipe',
  'two',
  'gz',
  'start',
  'rules',
  'growth',
] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface BenchOptions {
  /** Size of each corpus, 10^6 bytes. */
  readonly megabytes: number;
  readonly repeats: number;
  readonly only: readonly PartName[];
  /** Corpora and other generated files; outside git. */
  readonly cache: string;
  readonly seed: string;
  /** The built program. */
  readonly hotplane: string;
  /** Where the page is written; absent: standard output alone. */
  readonly out?: string;
}

export const USAGE = `npm run bench -- [--size MB] [--repeats N | --quick] [--only ${PART_NAMES.join(',')}]
                 [--out FILE] [--cache DIR] [--seed TEXT] [--hotplane dist/cli.js]
RG=/path/to/rg:/other/rg adds versions of ripgrep.`;

/** `undefined`: help was asked for. Throws an error with a sentence for the user. */
export function readOptions(argv: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      size: { type: 'string', default: '1000' },
      repeats: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: PART_NAMES.join(',') },
      out: { type: 'string' },
      cache: { type: 'string', default: 'node_modules/.cache/bench/corpora' },
      seed: { type: 'string', default: '1' },
      hotplane: { type: 'string', default: 'dist/cli.js' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    megabytes: positive('--size', values.size),
    repeats: positive('--repeats', values.repeats ?? (values.quick ? '3' : '5')),
    only: values.only.split(',').map(toPart),
    cache: values.cache,
    seed: values.seed,
    hotplane: values.hotplane,
    ...(values.out === undefined ? {} : { out: values.out }),
  };
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${flag} ${text}: expected a number above 0`);
  return value;
}

function toPart(text: string): PartName {
  const found = PART_NAMES.find((name) => name === text);
  if (found === undefined) throw new Error(`--only ${text}: expected ${PART_NAMES.join(', ')}`);
  return found;
}
