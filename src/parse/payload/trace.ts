import type { Stamp } from '../envelope.js';
import { readMonth } from '../timestamp.js';
import type { MutableFields } from './payload.js';

const HEAD = /^Trace\[(\d+)\]: "([^"]{0,200})"/;
const DATE = /\((\d\d)-([A-Z][a-z]{2})-(\d{4}) \d\d:\d\d:\d\d\.\d{3}\) \(total time: (\d+)ms\)/;

/**
 * Reads the head line of a trace of k8s.io/utils: `Trace[776628884]: "List" url:… (15-Apr-2025
 * 10:00:01.673) (total time: 2030ms):`. Puts `trace`, `operation` and `total-time` into the fields and
 * gives the klog stamp with the year of the trace's start.
 * Source: https://github.com/kubernetes/utils trace/trace.go
 */
export function readTraceDate(body: string, stamp: Stamp, fields: MutableFields): Stamp {
  const head = HEAD.exec(body);
  if (head !== null) {
    fields.trace = head[1] ?? '';
    fields.operation = head[2] ?? '';
  }
  const date = DATE.exec(body);
  if (date === null || stamp.kind !== 'bare') return stamp;
  fields['total-time'] = `${date[4]}ms`;
  const month = readMonth(date[2] ?? '');
  const year = Number(date[3]);
  const crossed = month === 12 && stamp.month === 1;
  return stamp.year === undefined ? { ...stamp, year: crossed ? year + 1 : year } : stamp;
}
