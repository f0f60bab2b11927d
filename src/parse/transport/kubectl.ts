import type { Line } from '../../model/line.js';
import type { Pod } from '../../model/record.js';
import type { Envelope } from '../envelope.js';
import { type ReadStamp, readRfc3339 } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';

const SPACE = 0x20;
const T = 0x54;
const BRACKET = 0x5b;
const PREFIX = /^\[pod\/([^/\]]+)\/([^/\]]+)\] ?/;
/** What follows the seconds: kubectl and docker write nine digits, Go's RFC3339Nano leaves trailing zeros out. */
const TAIL = /^(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d)$/;
/** Journald and rsyslog write six digits at most. */
const MOST_DIGITS_OF_OTHERS = 6;
/** The beginnings of lines of programs, which no host and tag look like: zap, klog, logrus, capnslog. */
const PAYLOAD =
  /^(?:\{ ?"|[IWEF]\d{4} \d\d:\d\d:\d\d|time=["\d]|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} [A-Z] \|)/;

/** `kubectl logs --timestamps` (and `docker logs -t`), with `--prefix` before it or alone. */
export const kubectl: FormatKind = {
  id: 'kubectl-logs',
  sample: '[pod/spegel-x7k2p/registry] 2025-04-15T10:00:01.123456789Z gracefully shutdown',
  create: createKubectl,
};

/** A stamp as containers get it. With few digits it counts only where `prefixed` or the payload is known. */
function readStamp(text: string, start: number, prefixed: boolean): ReadStamp | undefined {
  if (text.charCodeAt(start + 10) !== T) return undefined;
  const read = readRfc3339(text, start);
  if (read === undefined || !isBehindStamp(text, read.end)) return undefined;
  const [whole, digits = ''] = TAIL.exec(text.slice(start + 19, read.end)) ?? [];
  if (whole === undefined) return undefined;
  const isOwn = prefixed || digits.length > MOST_DIGITS_OF_OTHERS;
  return isOwn || PAYLOAD.test(text.slice(read.end + 1, read.end + 40)) ? read : undefined;
}

/** The end or a blank, and no stream as CRI has it. */
function isBehindStamp(text: string, end: number): boolean {
  const ends = end === text.length || text.charCodeAt(end) === SPACE;
  return ends && !/^ std(?:out|err) [FP][ :]/.test(text.slice(end, end + 10));
}

function createKubectl(context: Context): Format {
  const envelopeOf = (line: Line, text: string, start: number, pod: Pod | undefined): Envelope => {
    const read = readStamp(text, start, start > 0);
    const message = read === undefined ? text.slice(start) : text.slice(read.end + 1);
    const bare = { line, transport: kubectl.id, message };
    const stamped = read === undefined ? bare : { ...bare, stamp: read.stamp };
    return pod === undefined ? stamped : { ...stamped, pod };
  };
  return {
    id: kubectl.id,
    push(line, text) {
      if (text.charCodeAt(0) !== BRACKET) {
        if (readStamp(text, 0, false) === undefined) return false;
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
