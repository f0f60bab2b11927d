import type { Transport } from './encode/encoders.js';
import type { EncodeOptions } from './encode/options.js';
import type { Entry } from './entry.js';
import type { LogStream, Scenario } from './scenario/scenario.js';

/** One of the values is right. */
export type OneOf<T extends string> = T | readonly T[];
type Confidence = 'confirmed' | 'probable' | 'possible';

/** A finding that a right report has. Parts that are left out are not judged. */
export interface ExpectedFinding {
  readonly id: string;
  readonly confidence?: OneOf<Confidence>;
  readonly conclusion?: string;
  readonly nodes?: readonly string[];
  readonly role?: OneOf<'root-cause' | 'contributing' | 'symptom'>;
  /** Request order; may begin at any of its nodes. */
  readonly cycle?: readonly string[];
  /** Records were dropped: the count says "at least". */
  readonly atLeast?: boolean;
}

/** What a right report says, by the truth of the generator. Any finding not named in `findings` or `allow` is wrong. */
export interface Expected {
  readonly verdict: OneOf<'explained' | 'suspected' | 'clear' | 'not-enough-data'>;
  /** A root cause stands before its symptoms and ranks first. */
  readonly findings: readonly ExpectedFinding[];
  /** Ids that may be present besides: consequences, and diagnoses that are open on this input. */
  readonly allow: readonly string[];
  readonly outcomes: Readonly<
    Record<string, OneOf<'present' | 'ruled-out' | 'absent' | 'not-assessable'>>
  >;
  /** Of the first finding. `versions: {}`: no release fixes it, none may be named. */
  readonly fix?: {
    readonly versions?: Readonly<Record<string, string>>;
    readonly configuration?: Readonly<Record<string, unknown>>;
  };
}

export interface SampleFile {
  /** Below `input/`; `.gz` is compressed. */
  readonly path: string;
  readonly transport: Transport;
  readonly options?: EncodeOptions;
  readonly entries: () => Iterable<Entry>;
}

export interface Sample {
  readonly name: string;
  readonly seed: string;
  readonly scenario: Scenario;
  readonly files: readonly SampleFile[];
  readonly expected: Expected;
  readonly about: {
    readonly title: string;
    readonly happened: readonly string[];
    readonly answer: readonly string[];
  };
}

/** The stream of that name. Throws where the scenario has none: the sample is wrong. */
export function streamOf({ streams }: Scenario, name: string): LogStream {
  const stream = streams.find((candidate) => candidate.name === name);
  if (stream === undefined) throw new Error(`no stream ${name}`);
  return stream;
}

/** A stream as a file. */
export const fileOf = (
  scenario: Scenario,
  name: string,
  file: Omit<SampleFile, 'entries'>,
): SampleFile => ({ ...file, entries: streamOf(scenario, name).entries });

/** All container logs of a scenario in the layout of /var/log/pods, one folder a node where the name has one. */
export const podFiles = (scenario: Scenario, options: EncodeOptions = {}): SampleFile[] =>
  scenario.streams
    .filter(({ name }) => name.includes('pods/'))
    .map(({ name, entries }) => ({ path: `${name}.log`, transport: 'cri', options, entries }));

const shownInstant = (at: number): string => new Date(at).toISOString().slice(0, 19).concat('Z');

function truthRows({ scenario }: Sample): readonly string[] {
  const truth = scenario.truth();
  if (truth.length === 0) return ['Nothing is wrong in these logs that the generator put there.'];
  return [
    '| diagnosis | nodes | from | to | lines | dropped by journald |',
    '|---|---|---|---|---|---|',
    ...truth.map((row) => {
      const name = row.conclusion === undefined ? row.id : `${row.id}, ${row.conclusion}`;
      const nodes = (row.cycle ?? row.nodes).join(row.cycle === undefined ? ', ' : ' → ');
      return `| ${name} | ${nodes} | ${shownInstant(row.from)} | ${shownInstant(row.to)} | ${row.count} | ${row.lost} |`;
    }),
  ];
}

/** ABOUT.md of a sample. */
export function aboutText(sample: Sample): string {
  const { about, files, name, seed } = sample;
  const inputs = files.length > 8 ? [...files.slice(0, 6), undefined] : files;
  return [
    `# ${about.title}`,
    '',
    '## What happened',
    '',
    ...about.happened,
    '',
    '## What is in `input/`',
    '',
    ...inputs.map((file) =>
      file === undefined
        ? `* … ${files.length} files in all`
        : `* \`${file.path}\`: ${file.transport}`,
    ),
    '',
    '## What is true',
    '',
    ...truthRows(sample),
    '',
    '## The right answer',
    '',
    ...about.answer,
    '',
    '`expected.json` says the same for a program.',
    '',
    '## How it was made',
    '',
    `\`npm run samples\` writes it from the seed \`${seed}\` (test/generate/samples/, sample \`${name}\`). No line comes from a`,
    'real cluster; hosts, addresses and ids are invented. A test checks that the files equal what the seed gives.',
    '',
  ].join('\n');
}
