import { readRfc3339 } from '../timestamp.js';
import { readLevel } from './level.js';
import { readTail } from './libp2p.js';
import { readPairs } from './pairs.js';
import type { MutableFields, Payload, PayloadFormat } from './payload.js';

const T = 0x54;
/** zap's console: columns between tabs, or the blanks they became. */
const COLUMNS = /(?:\t| {2,})(debug|info|warn|error|dpanic|panic|fatal)(?:\t| {2,})(\S.*)$/isy;
const BETWEEN = /\t| {2,}/;
const LOGGER = /^[\w./@-]{1,120}$/;
const CALLER = /^[\w@./-]{1,120}\.\w{1,4}:\d{1,6}$/;
/** tracing of Rust: a level of five letters at most, the module, a colon. */
const TRACING = / {1,2}(TRACE|DEBUG|INFO|WARN|ERROR) ([a-z][\w-]*(?:::[\w-]+)*): (\S.*)$/sy;

/**
 * Programs that write for a console. zap's (controller-runtime, Istio): `2021-05-01T10:00:00.000Z  INFO  logger
 * dir/file.go:12  message  {"key": "value"}`, where logger, place and fields may be missing. tracing's:
 * `2026-07-28T11:54:28.932323Z  INFO crate::module: message key=value`. A stamp without a zone is another's.
 * Sources: https://pkg.go.dev/go.uber.org/zap/zapcore NewConsoleEncoder, https://docs.rs/tracing-subscriber
 */
export const consoleFormat: PayloadFormat = {
  id: 'console',
  sample:
    '2026-01-05T19:52:25Z\tERROR\tsetup\tproblem running manager\t{"error": "leader election lost"}',
  first: '12',
  read(text) {
    if (text.charCodeAt(10) !== T) return undefined;
    const read = readRfc3339(text);
    if (read?.stamp.kind !== 'absolute') return undefined;
    const parts = readColumns(text, read.end) ?? readTracing(text, read.end);
    return parts === undefined ? undefined : { ...parts, stamp: read.stamp };
  },
};

function readColumns(text: string, start: number): Payload | undefined {
  COLUMNS.lastIndex = start;
  const [whole, word = '', body = ''] = COLUMNS.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const fields: MutableFields = {};
  const columns = readTail(body, fields).split(BETWEEN);
  /** The first column, where it is such a word and the message stands behind it. */
  const take = (pattern: RegExp): string | undefined => {
    const [first = '', next = '{'] = columns;
    return pattern.test(first) && !next.startsWith('{') ? columns.shift() : undefined;
  };
  const outer = take(CALLER);
  const logger = outer === undefined ? take(LOGGER) : undefined;
  const caller = outer ?? (logger === undefined ? undefined : take(CALLER));
  if (logger !== undefined) fields.logger = logger;
  if (caller !== undefined) fields.caller = caller;
  return payloadOf(word, columns.join(' '), fields);
}

function readTracing(text: string, start: number): Payload | undefined {
  TRACING.lastIndex = start;
  const [whole, word = '', logger = '', body = ''] = TRACING.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const fields: MutableFields = { logger };
  const pairs: MutableFields = {};
  const at = body.search(/ [a-z_][\w.]*=/);
  if (at === -1 || readPairs(body, at, pairs) < body.trimEnd().length) {
    return payloadOf(word, body, fields);
  }
  return payloadOf(word, body.slice(0, at), { ...fields, ...pairs });
}

const payloadOf = (word: string, message: string, fields: MutableFields): Payload => ({
  layer: 'console',
  message,
  level: readLevel(word),
  fields,
  stamp: undefined,
  nested: false,
});
