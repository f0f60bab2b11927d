import type { Entry } from '../entry.js';
import {
  createCri,
  createDockerJson,
  createKubectlLogs,
  createKubectlLogsPrefix,
  createKubectlLogsPrefixTimestamps,
  createKubectlLogsTimestamps,
  createPlain,
} from './containers.js';
import {
  createJournalExport,
  createJournalJson,
  createJournalJsonPretty,
  createJournalJsonSeq,
  createJournalJsonSse,
} from './journal-json.js';
import {
  createJournalCat,
  createJournalShort,
  createJournalShortFull,
  createJournalShortIso,
  createJournalShortIsoPrecise,
  createJournalShortMonotonic,
  createJournalShortPrecise,
  createJournalShortUnix,
  createJournalVerbose,
  createJournalWithUnit,
} from './journal-text.js';
import type { CreateEncoder, EncodeOptions } from './options.js';
import { createRfc3164, createRfc5424, createRsyslogIso } from './syslog.js';

/** Every way in which the entries can reach an analyzer, by name. */
export const ENCODERS = {
  json: createJournalJson,
  'json-pretty': createJournalJsonPretty,
  'json-seq': createJournalJsonSeq,
  'json-sse': createJournalJsonSse,
  export: createJournalExport,
  short: createJournalShort,
  'short-precise': createJournalShortPrecise,
  'short-iso': createJournalShortIso,
  'short-iso-precise': createJournalShortIsoPrecise,
  'short-full': createJournalShortFull,
  'short-unix': createJournalShortUnix,
  'short-monotonic': createJournalShortMonotonic,
  'with-unit': createJournalWithUnit,
  verbose: createJournalVerbose,
  cat: createJournalCat,
  cri: createCri,
  'docker-json': createDockerJson,
  'kubectl-logs': createKubectlLogs,
  'kubectl-logs-timestamps': createKubectlLogsTimestamps,
  'kubectl-logs-prefix': createKubectlLogsPrefix,
  'kubectl-logs-prefix-timestamps': createKubectlLogsPrefixTimestamps,
  rfc3164: createRfc3164,
  'rsyslog-iso': createRsyslogIso,
  rfc5424: createRfc5424,
  plain: createPlain,
} satisfies Readonly<Record<string, CreateEncoder>>;

export type Transport = keyof typeof ENCODERS;
// Object.keys forgets the key type.
export const TRANSPORTS = Object.keys(ENCODERS) as readonly Transport[];

const CHUNK_BYTES = 65_536;

/** The bytes of a log in chunks of about 64 KiB; lazy, so that gigabytes need no memory. */
export function* encodeEntries(
  entries: Iterable<Entry>,
  transport: Transport,
  options: EncodeOptions = {},
): Generator<Buffer> {
  const encode = ENCODERS[transport](options);
  let open: Buffer[] = [];
  let openBytes = 0;
  let no = 0;
  for (const entry of entries) {
    no += 1;
    const bytes = encode(entry, no);
    const chunk = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
    open.push(chunk);
    openBytes += chunk.length;
    if (openBytes < CHUNK_BYTES) continue;
    yield Buffer.concat(open);
    open = [];
    openBytes = 0;
  }
  if (openBytes > 0) yield Buffer.concat(open);
}

/** The whole log in one buffer: for logs that fit. */
export function encodeAll(
  entries: Iterable<Entry>,
  transport: Transport,
  options: EncodeOptions = {},
): Buffer {
  return Buffer.concat([...encodeEntries(entries, transport, options)]);
}
