import type { LogRecord } from '../model/record.js';
import { ownText } from '../model/text.js';
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

/** Settings that the lines of one log tell; the fact's node is as the line or its record names it. */
export interface LogFacts {
  see(record: LogRecord): void;
  list(): readonly ConfigFact[];
}

/** Of each node and program the last start counts, whatever the order of the lines. */
export function createLogFacts(source: string, scope: string): LogFacts {
  const bySpeaker = new Map<string, readonly ConfigFact[]>();
  return {
    see(record) {
      if (!mayTell(record)) return;
      const facts = factsOf(record, source, scope);
      const [first] = facts;
      if (!first) return;
      const key = `${first.node ?? ''} ${first.file}`;
      const [held] = bySpeaker.get(key) ?? [];
      if (held ? (first.at ?? 0) < (held.at ?? 0) : bySpeaker.size >= MAX_SPEAKERS) return;
      bySpeaker.set(key, facts);
    },
    list: () => [...bySpeaker.values()].flat(),
  };
}

/** Text without time, level and speaker is no log entry. */
const mayTell = ({ message, time, level, component }: LogRecord): boolean =>
  LOG_FACT_LITERALS.some((literal) => message.includes(literal)) &&
  (time !== undefined || level !== undefined || component !== undefined);

function factsOf(record: LogRecord, source: string, scope: string): readonly ConfigFact[] {
  const { line, message, time } = record;
  const told = readNodeArguments(message);
  if (told.length === 0) return [];
  const place = { source, line: line.no, text: ownText(shownPart(maskSecrets(line.text))) };
  return told.map(({ node = record.node, value, ...rest }) => ({
    kind: 'config' as const,
    scope,
    place,
    ...rest,
    value: typeof value === 'string' ? ownText(value) : value,
    ...(node === undefined ? {} : { node: ownText(node) }),
    ...(time === undefined ? {} : { at: time.ms }),
  }));
}

const shownPart = (line: string): string =>
  line.length > MAX_PLACE_CHARS ? `${line.slice(0, MAX_PLACE_CHARS)}…` : line;
