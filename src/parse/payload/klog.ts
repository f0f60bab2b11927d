import type { Stamp } from '../envelope.js';
import { readKlogStamp } from '../timestamp.js';
import { findQuoteEnd, unquoteGo } from './go-quote.js';
import { readLevelLetter } from './level.js';
import { readPairs, skipBlanks } from './pairs.js';
import { type MutableFields, type Payload, type PayloadFormat, withoutLineEnd } from './payload.js';
import { readQuotedKeys } from './stdr.js';
import { readTraceDate } from './trace.js';

const MAX_HEADER = 256;

/**
 * klog text: `E0304 05:06:07.123456   42 server.go:9] it broke`, and its structured form
 * `"message" key="value" err="…"`, whose message is the plain one. The header has no year and no zone.
 * Source: https://github.com/kubernetes/klog klog.go, internal/buffer/buffer.go
 */
export const klogFormat: PayloadFormat = {
  id: 'klog',
  sample:
    'E0611 07:59:46.123456    3785 server.go:579] "Failed to get a backend" err="No agent available" dialID=1234567890',
  first: 'IWEF',
  read(text) {
    const code = text.charCodeAt(1);
    if (code !== 0x30 && code !== 0x31) return undefined;
    const read = readKlogStamp(text, 1);
    if (read === undefined) return undefined;
    const callerAt = findCaller(text, read.end);
    const bracket = text.indexOf(']', callerAt);
    if (callerAt === -1 || bracket === -1 || bracket > MAX_HEADER) return undefined;
    const caller = text.slice(callerAt, bracket);
    if (!caller.includes(':')) return undefined;
    const body = text.slice(text.charCodeAt(bracket + 1) === 0x20 ? bracket + 2 : bracket + 1);
    return readBody(text.charAt(0), read.stamp, caller, body);
  },
};

/** Index of `file:line` behind the thread id, -1 where there is none. */
function findCaller(text: string, from: number): number {
  let at = skipBlanks(text, from);
  const idStart = at;
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at += 1;
  return at > idStart && text.charCodeAt(at) === 0x20 ? at + 1 : -1;
}

function readBody(letter: string, stamp: Stamp, caller: string, body: string): Payload {
  const level = readLevelLetter(letter);
  const fields: MutableFields = { caller };
  if (body.charCodeAt(0) === 0x22) {
    const message = readStructured(body, fields);
    if (message !== undefined) {
      return { layer: 'klog', message, level, fields, stamp, nested: false };
    }
  } else if (body.startsWith('Trace[')) {
    const dated = readTraceDate(body, stamp, fields);
    return {
      layer: 'klog',
      message: withoutLineEnd(body),
      level,
      fields,
      stamp: dated,
      nested: false,
    };
  } else if (body.includes('"msg"="')) {
    const inner = readQuotedKeys(body);
    if (inner !== undefined) {
      Object.assign(fields, inner.fields);
      return { layer: 'klog', message: inner.message, level, fields, stamp, nested: false };
    }
  }
  return { layer: 'klog', message: withoutLineEnd(body), level, fields, stamp, nested: false };
}

/** The message of a structured line, its pairs put into `fields`; `undefined` for text that begins with a quote. */
function readStructured(body: string, fields: MutableFields): string | undefined {
  const end = findQuoteEnd(body, 1);
  if (end === -1) return undefined;
  const behind = skipBlanks(body, end + 1);
  if (behind < body.length && readPairs(body, end + 1, fields) === end + 1) {
    return body.slice(behind).trim() === ''
      ? withoutLineEnd(unquoteGo(body.slice(1, end)))
      : undefined;
  }
  return withoutLineEnd(unquoteGo(body.slice(1, end)));
}
