import type { Level } from '../../model/record.js';
import { type ReadStamp, readGoLogStamp } from '../timestamp.js';
import { readLevel } from './level.js';
import type { MutableFields, Payload, PayloadFormat } from './payload.js';
import { readQuotedKeys } from './stdr.js';

const MAX_PREFIX = 48;
const LEVEL_WORD = /^(?:\[([A-Za-z]{4,8})\] *|([A-Z]{4,8}): )/;
const PREFIX = /^[^\s"]*$/;

/**
 * Go's log package with its prefix: `Cluster-Http-Server 2025/04/15 10:00:12 http: TLS handshake …`,
 * `raft2026/11/21 06:16:52 INFO: …`, cfssl's `2022/08/18 09:56:04 [INFO] …`, and stdr behind it. The
 * prefix becomes the field `logger`. Local time without a zone. Source: https://pkg.go.dev/log
 */
export const goLogFormat: PayloadFormat = {
  id: 'go-log',
  sample:
    'Cluster-Http-Server 2025/04/15 10:00:12 http: TLS handshake error from 10.0.0.2:1234: remote error: tls: bad certificate',
  read(text) {
    const start = findStamp(text);
    if (start === -1) return undefined;
    const read = readGoLogStamp(text, start);
    const prefix = text.slice(0, start).trim().replace(/:$/, '');
    return read === undefined || !PREFIX.test(prefix) ? undefined : readGoLog(text, read, prefix);
  },
};

/** Index of `YYYY/MM/DD` near the beginning, -1 where there is none. */
function findStamp(text: string): number {
  let slash = text.indexOf('/');
  while (slash !== -1 && slash <= MAX_PREFIX) {
    if (slash >= 4 && text.charCodeAt(slash + 3) === 0x2f && isDigit(text, slash - 4)) {
      return slash - 4;
    }
    slash = text.indexOf('/', slash + 1);
  }
  return -1;
}

const isDigit = (text: string, at: number): boolean =>
  text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39;

function readGoLog(text: string, read: ReadStamp, prefix: string): Payload {
  const { stamp } = read;
  const rest = text.slice(read.end).trimStart();
  const quoted = rest.includes('"msg"="') ? readQuotedKeys(rest) : undefined;
  if (quoted !== undefined) {
    const { message, level, fields } = quoted;
    const logger = [prefix, quoted.name].filter((name) => name !== '').join('/');
    if (logger !== '') fields.logger = logger;
    return { layer: 'stdr', message, level, fields, stamp, nested: false };
  }
  const word = LEVEL_WORD.exec(rest);
  const inner = readLevel(word?.[1] ?? word?.[2] ?? '');
  const outer = readLevel(prefix);
  const level: Level | undefined = inner ?? outer;
  const fields: MutableFields | undefined =
    prefix === '' || outer !== undefined ? undefined : { logger: prefix };
  const message = inner === undefined ? rest : rest.slice(word?.[0].length ?? 0);
  return { layer: 'go-log', message, level, fields, stamp, nested: true };
}
