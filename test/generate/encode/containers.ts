import type { Entry } from '../entry.js';
import { rfc3339Zone, wallClock } from '../payload/clock.js';
import type { CreateEncoder } from './options.js';

/** containerd's `max_container_log_line_size`; dockerd cuts at the same length. */
const MAX_LINE_BYTES = 16_384;

const nanos = (entry: Entry): string =>
  `${wallClock(entry.at).micros}${String(entry.message.length % 1000).padStart(3, '0')}`;

/** RFC3339Nano as Go prints it: trailing zeros of the fraction are dropped. */
function rfc3339Nano(entry: Entry, offsetMinutes: number): string {
  const clock = wallClock(entry.at, offsetMinutes);
  const fraction = nanos(entry).replace(/0+$/, '');
  const dot = fraction === '' ? '' : '.';
  return `${clock.date}T${clock.time}${dot}${fraction}${rfc3339Zone(offsetMinutes)}`;
}

/** Cuts at so many bytes, never inside a character. */
function pieces(text: string, maxBytes: number): readonly string[] {
  if (Buffer.byteLength(text) <= maxBytes) return [text];
  const bytes = Buffer.from(text, 'utf8');
  const parts: string[] = [];
  let from = 0;
  while (from < bytes.length) {
    let to = Math.min(from + maxBytes, bytes.length);
    while (to < bytes.length && ((bytes[to] ?? 0) & 0xc0) === 0x80) to -= 1;
    parts.push(bytes.toString('utf8', from, to));
    from = to;
  }
  return parts;
}

/** A CRI file below /var/log/pods: time, stream, `F` or `P`, text. Source: containerd pkg/cri/io/logger.go. */
export const createCri: CreateEncoder = ({ offsetMinutes = 0 }) => {
  return (entry) => {
    const head = `${rfc3339Nano(entry, offsetMinutes)} ${entry.stream ?? 'stderr'}`;
    const lines = entry.message.split('\n').flatMap((line) => {
      const parts = pieces(line, MAX_LINE_BYTES);
      return parts.map((part, at) => `${head} ${at === parts.length - 1 ? 'F' : 'P'} ${part}\n`);
    });
    return lines.join('');
  };
};

/** Docker's json-file: one object for each 16 KiB, the last of a line with its line end. */
export const createDockerJson: CreateEncoder = () => (entry) => {
  const stream = entry.stream ?? 'stderr';
  const time = rfc3339Nano(entry, 0);
  const parts = pieces(`${entry.message}\n`, MAX_LINE_BYTES);
  return parts.map((log) => `${JSON.stringify({ log, stream, time })}\n`).join('');
};

const podPrefix = ({ pod, node, ident }: Entry): string =>
  `[pod/${pod?.name ?? node}/${pod?.container ?? ident}] `;

/** `kubectl logs`, plain or with `--timestamps` (always nine digits, UTC) and `--prefix`. */
function createKubectl(prefix: boolean, timestamps: boolean): CreateEncoder {
  return () => (entry) => {
    const clock = wallClock(entry.at);
    const time = timestamps ? `${clock.date}T${clock.time}.${nanos(entry)}Z ` : '';
    const head = `${prefix ? podPrefix(entry) : ''}${time}`;
    return entry.message
      .split('\n')
      .map((line) => `${head}${line}\n`)
      .join('');
  };
}

export const createKubectlLogs = createKubectl(false, false);
export const createKubectlLogsTimestamps = createKubectl(false, true);
export const createKubectlLogsPrefix = createKubectl(true, false);
export const createKubectlLogsPrefixTimestamps = createKubectl(true, true);

/** A plain log file: what the program printed. */
export const createPlain: CreateEncoder = () => (entry) => `${entry.message}\n`;
