import type { LogRecord } from '../model/record.js';
import { ownText } from '../model/text.js';
import type { EpochMs, Instant } from '../model/time.js';
import { readNodeArguments } from './config/node-arguments.js';
import type { ConfigFact } from './config/read-config.js';
import { maskSecrets } from './config/secrets.js';

/** Nodes and programs of one log whose settings are kept; a log has a handful. */
const MAX_SPEAKERS = 1_000;
const MAX_PLACE_CHARS = 500;
/** One of these stands in every line that tells a setting. */
export const LOG_FACT_LITERALS: readonly string[] = [
  '.io/node-args',
  '.io/node-env',
  'Running cloud-controller-manager',
  'Running etcd',
  'Running kube',
];

/** A setting that a line of a log tells. Its node is as the line or its record names it. */
export interface ToldSetting {
  readonly fact: ConfigFact;
  readonly time?: Instant;
}

/** Settings that the lines of one log tell. */
export interface LogFacts {
  see(record: LogRecord): void;
  /** Whether the record may tell a setting. */
  mayTell(record: LogRecord): boolean;
  list(): readonly ToldSetting[];
}

/** Of each node and program the last start counts, whatever the order of the lines. */
export function createLogFacts(source: string, scope: string): LogFacts {
  const bySpeaker = new Map<string, readonly ToldSetting[]>();
  return {
    mayTell,
    see(record) {
      if (!mayTell(record)) return;
      const told = readRecord(record, source, scope);
      const [first] = told;
      if (!first) return;
      const key = speakerOf(first.fact);
      const [held] = bySpeaker.get(key) ?? [];
      if (held ? isBefore(first, held) : bySpeaker.size >= MAX_SPEAKERS) return;
      bySpeaker.set(key, told);
    },
    list: () => [...bySpeaker.values()].flat(),
  };
}

const speakerOf = ({ node = '', file }: ConfigFact): string =>
  `${file === 'environment' ? 'arguments' : file} ${node}`;
const isBefore = (a: ToldSetting, b: ToldSetting): boolean => (a.time?.ms ?? 0) < (b.time?.ms ?? 0);

/** Text without time, level and speaker is no log entry. */
const mayTell = ({ message, time, level, component }: LogRecord): boolean =>
  (message.includes('.io/node-') || message.includes('Running ')) &&
  (time !== undefined || level !== undefined || component !== undefined);

function readRecord(record: LogRecord, source: string, scope: string): readonly ToldSetting[] {
  const { line, message, time } = record;
  const told = readNodeArguments(message);
  if (told.length === 0) return [];
  const place = { source, line: line.no, text: ownText(shownPart(maskSecrets(line.text))) };
  return told.map(({ node = record.node, value, ...rest }) => ({
    fact: {
      kind: 'config' as const,
      scope,
      place,
      ...rest,
      value: typeof value === 'string' ? ownText(value) : value,
      ...(node === undefined ? {} : { node: ownText(node) }),
    },
    ...(time === undefined ? {} : { time }),
  }));
}

const shownPart = (line: string): string =>
  line.length > MAX_PLACE_CHARS ? `${line.slice(0, MAX_PLACE_CHARS)}…` : line;

/**
 * The settings under the names of their nodes; of each node and program those of the last start in all logs.
 * `nodeOf` gives '' where nothing tells the node; `at` completes times.
 */
export function settleTold(
  all: readonly ToldSetting[],
  nodeOf: (named: string, source: string) => string,
  at: (time: Instant, source: string) => EpochMs,
): readonly ConfigFact[] {
  const last = new Map<string, { at: EpochMs; source: string; facts: ConfigFact[] }>();
  for (const { fact, time } of all) {
    const { source } = fact.place;
    const named = { ...fact, node: nodeOf(fact.node ?? '', source) };
    if (named.node === '') continue;
    const started = time === undefined ? Number.NEGATIVE_INFINITY : at(time, source);
    const key = speakerOf(named);
    const held = last.get(key);
    if (held && held.at === started && held.source === source) held.facts.push(named);
    else if (!held || started > held.at || (started === held.at && source > held.source)) {
      last.set(key, { at: started, source, facts: [named] });
    }
  }
  return [...last.values()].flatMap(({ facts }) => facts);
}
