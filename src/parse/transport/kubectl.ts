import type { Line } from '../../model/line.js';
import type { Pod } from '../../model/record.js';
import type { Envelope } from '../envelope.js';
import { type ReadStamp, readRfc3339 } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';

const SPACE = 0x20;
const BRACKET = 0x5b;
const PREFIX = /^\[pod\/([^/\]]+)\/([^/\]]+)\] ?/;
/** Nanoseconds at full length: what kubectl and docker write, and no other producer of lines. */
const FIXED_DIGITS = /^\d{9}(?:Z|[+-]\d\d:\d\d)$/;

/** `kubectl logs --timestamps` (and `docker logs -t`), with `--prefix` before it or alone. */
export const kubectl: FormatKind = {
  id: 'kubectl-logs',
  sample: '[pod/spegel-x7k2p/registry] 2025-04-15T10:00:01.123456789Z gracefully shutdown',
  create: createKubectl,
};

function readFixedNano(text: string, start: number): ReadStamp | undefined {
  if (text[start + 19] !== '.' || text[start + 10] !== 'T') return undefined;
  const read = readRfc3339(text, start);
  if (read === undefined || !FIXED_DIGITS.test(text.slice(start + 20, read.end))) return undefined;
  const ends = read.end === text.length || text.charCodeAt(read.end) === SPACE;
  return ends && !/^ std(?:out|err) [FP][ :]/.test(text.slice(read.end, read.end + 10))
    ? read
    : undefined;
}

function createKubectl(context: Context): Format {
  const envelopeOf = (line: Line, text: string, start: number, pod: Pod | undefined): Envelope => {
    const read = readFixedNano(text, start);
    const message = read === undefined ? text.slice(start) : text.slice(read.end + 1);
    const bare = { line, transport: kubectl.id, message };
    const stamped = read === undefined ? bare : { ...bare, stamp: read.stamp };
    return pod === undefined ? stamped : { ...stamped, pod };
  };
  return {
    id: kubectl.id,
    push(line, text) {
      if (text.charCodeAt(0) !== BRACKET) {
        if (readFixedNano(text, 0) === undefined) return false;
        context.emit(envelopeOf(line, text, 0, context.pod));
        return true;
      }
      const [whole, name, container] = PREFIX.exec(text) ?? [];
      if (whole === undefined || name === undefined || container === undefined) return false;
      context.emit(envelopeOf(line, text, whole.length, { ...context.pod, name, container }));
      return true;
    },
  };
}
