import { type ReadStamp, readRfc3339 } from '../timestamp.js';
import { readJsonObject } from './json-object.js';
import { readLevel } from './level.js';
import type { MutableFields, PayloadFormat } from './payload.js';

const HEAD =
  /\s*(DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL)\s+(?:(\S+)\s+)??([\w@./-]{1,120}\.go:\d+)\s+(.*)$/sy;

/**
 * zap's console form as libp2p prints it, parts between tabs (or the blanks they became):
 * `2025-04-15T10:00:12.123Z  WARN  dht  dht/dht.go:123  message  {"key":"value"}`.
 * Source: https://github.com/ipfs/go-log setup.go, https://pkg.go.dev/go.uber.org/zap/zapcore
 */
export const libp2pFormat: PayloadFormat = {
  id: 'libp2p',
  sample:
    '2024-04-20T22:24:35.102Z\tWARN\tdht\tgo-libp2p-kad-dht@v0.25.2/dht.go:523\tfailed to bootstrap\t{"error": "no known peers"}',
  first: '0123456789DIWEPF',
  read(text) {
    const stamped: ReadStamp | undefined = readRfc3339(text);
    HEAD.lastIndex = stamped?.end ?? 0;
    const head = HEAD.exec(text);
    if (head === null) return undefined;
    const [, word = '', sub, caller = '', body = ''] = head;
    const fields: MutableFields = { caller };
    if (sub !== undefined) fields.logger = sub;
    const message = readTail(body, fields);
    return {
      layer: 'libp2p',
      message,
      level: readLevel(word),
      fields,
      stamp: stamped?.stamp,
      nested: false,
    };
  },
};

/** The message without the JSON object behind it, which goes into the fields. */
export function readTail(body: string, fields: MutableFields): string {
  const plain = body.trimEnd();
  const brace = plain.endsWith('}') ? plain.search(/\s\{"/) : -1;
  if (brace === -1) return plain;
  const object = readJsonObject(plain.slice(brace + 1));
  if (object === undefined) return plain;
  for (const [key, value] of Object.entries(object)) fields[key] = value;
  return plain.slice(0, brace).trimEnd();
}
