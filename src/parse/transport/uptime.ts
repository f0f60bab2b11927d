import type { Stamp } from '../envelope.js';
import { readCtime, readRfc3339 } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { createTailReader, type Tail, type TailReader } from './tail.js';
import { textEnvelope } from './text-entry.js';

/** `[    5.000000]`, with a delta `[    6.000000 <    1.000000 >]`, with printk's caller `[    T1]`. */
const UPTIME = /\[ *(\d{1,10}\.\d{1,9})(?<delta>(?: <[ \d.]*[ *]?>| +))?\](?:\[ *[TC]\d+\])? ?/y;
const LEVEL = /<\d{1,3}>/y;
/** `dmesg -x`: facility and level before the stamp. */
const FACILITY = /[a-z0-9]+ *:[a-z]+ *: (?=\[)/y;
const BRACKET = 0x5b;
const COMMA = 0x2c;

/** `journalctl` short-monotonic: seconds since boot, host, identifier. */
export const journaldShortMonotonic: FormatKind = {
  id: 'journald-short-monotonic',
  sample: '[    5.210345] server1 k3s[1234]: Starting k3s v1.31.6+k3s1 (6ab750f9)',
  create: (context) => createUptime(context, 'journald-short-monotonic'),
};

/** `journalctl` short-delta: the same with the time since the entry before; `*` marks an unsure one. */
export const journaldShortDelta: FormatKind = {
  id: 'journald-short-delta',
  sample: '[    5.210345 <    0.210345 >] server1 k3s[1234]: Starting k3s v1.31.6+k3s1 (6ab750f9)',
  create: (context) => createUptime(context, 'journald-short-delta'),
};

/** dmesg(1): seconds since boot, `-T` (`%c`), `--time-format iso` (fraction behind a comma), `-r`, `-x`. */
export const dmesg: FormatKind = {
  id: 'dmesg',
  sample:
    '[ 2878.339465] etcd invoked oom-killer: gfp_mask=0x100cca(GFP_HIGHUSER_MOVABLE), order=0',
  lenient: true,
  create: createDmesg,
};

interface Uptime {
  readonly stamp: Stamp;
  readonly end: number;
  readonly delta: boolean;
}

function readUptime(text: string, start: number): Uptime | undefined {
  if (text.charCodeAt(start) !== BRACKET) return undefined;
  UPTIME.lastIndex = start;
  const match = UPTIME.exec(text);
  const [whole = '', seconds] = match ?? [];
  if (seconds === undefined) return undefined;
  const stamp: Stamp = { kind: 'uptime', seconds: Number(seconds) };
  return { stamp, end: start + whole.length, delta: match?.groups?.delta !== undefined };
}

function createUptime(context: Context, id: string): Format {
  const tails = createTailReader();
  const wantsDelta = id === journaldShortDelta.id;
  return {
    id,
    push(line, text) {
      const read = readUptime(text, 0);
      if (read === undefined || read.delta !== wantsDelta) return false;
      const start = read.end - 1;
      const tail = journalTail(tails, text, start);
      if (tail === undefined) return false;
      const { stamp } = read;
      const column = start + tail.width;
      context.hold(textEnvelope({ line, transport: id, text, stamp, column, tail }), text, column);
      return true;
    },
  };
}

/** Kernel lines without journald's tail look much the same (`EXT4-fs (sda1): mounted`). */
function journalTail(tails: TailReader, text: string, start: number): Tail | undefined {
  const tail = tails.read(text, start);
  return tail?.sure || tails.isKnownHost(tail?.host) ? tail : undefined;
}

function readBracketed(text: string, start: number): Uptime | undefined {
  const uptime = readUptime(text, start);
  if (uptime !== undefined || text.charCodeAt(start) !== BRACKET) return uptime;
  const read = readCtime(text, start + 1);
  if (read === undefined || text[read.end] !== ']') return undefined;
  return { stamp: read.stamp, end: Math.min(read.end + 2, text.length), delta: false };
}

function readIso(text: string): Uptime | undefined {
  if (text.charCodeAt(19) !== COMMA) return undefined;
  const read = readRfc3339(text);
  return read && { stamp: read.stamp, end: Math.min(read.end + 1, text.length), delta: false };
}

function createDmesg(context: Context): Format {
  return {
    id: dmesg.id,
    push(line, text) {
      const start = prefixEnd(text);
      const read = readBracketed(text, start) ?? readIso(text);
      if (read === undefined) return false;
      const { stamp, end } = read;
      const envelope = textEnvelope({ line, transport: dmesg.id, text, stamp, column: end });
      context.hold({ ...envelope, ident: 'kernel' }, text, end);
      return true;
    },
  };
}

function prefixEnd(text: string): number {
  const first = text.charCodeAt(0);
  if (first === BRACKET) return 0;
  const prefix = first === 0x3c ? LEVEL : FACILITY;
  prefix.lastIndex = 0;
  return prefix.exec(text)?.[0].length ?? 0;
}
