import { createHash } from 'node:crypto';
import { toMicros } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';
import type { Random } from '../random.js';

export type JournalField = readonly [key: string, value: string];

const digests = new Map<string, string>();
/** A stable id of 32 hexadecimal digits; hosts and processes are few, so they are remembered. */
function digest(text: string): string {
  const known = digests.get(text);
  if (known !== undefined) return known;
  const made = createHash('md5').update(text).digest('hex');
  digests.set(text, made);
  return made;
}
const CGROUPS: Readonly<Record<string, string>> = { systemd: 'init.scope' };

function trusted(entry: Entry): readonly JournalField[] {
  const unit = CGROUPS[entry.ident] ?? entry.unit ?? 'user.slice';
  const cgroup = unit.endsWith('.scope') ? `/${unit}` : `/system.slice/${unit}`;
  return [
    ['_UID', '0'],
    ['_GID', '0'],
    ...(entry.pid === undefined ? [] : [['_PID', String(entry.pid)] as const]),
    ['_COMM', entry.ident],
    ['_SYSTEMD_UNIT', unit],
    ['_SYSTEMD_CGROUP', cgroup],
    ['_SYSTEMD_SLICE', unit.endsWith('.scope') ? '-.slice' : 'system.slice'],
  ];
}

/** The fields of one journal entry in the order in which `journalctl -o export` prints them. */
export function journalFields(entry: Entry, no: number, random: Random): readonly JournalField[] {
  const micros = toMicros(entry.at);
  const monotonic = micros - toMicros(entry.boot.at);
  const transport = entry.transport ?? 'stdout';
  const hex = (value: number): string => value.toString(16);
  const cursor = [
    `s=${digest(entry.node)}`,
    `i=${hex(no + 0x2f00)}`,
    `b=${entry.boot.id}`,
    `m=${hex(monotonic)}`,
    `t=${hex(micros)}`,
    `x=${random.hex(16)}`,
  ].join(';');
  return [
    ['__CURSOR', cursor],
    ['__REALTIME_TIMESTAMP', String(micros)],
    ['__MONOTONIC_TIMESTAMP', String(monotonic)],
    ['_BOOT_ID', entry.boot.id],
    ['_MACHINE_ID', digest(`machine ${entry.node}`)],
    ['_HOSTNAME', entry.node],
    ['PRIORITY', String(entry.priority)],
    ['_TRANSPORT', transport],
    ...(transport === 'stdout'
      ? [['_STREAM_ID', digest(`${entry.node} ${entry.unit} ${entry.pid}`)] as const]
      : []),
    ['SYSLOG_FACILITY', '3'],
    ['SYSLOG_IDENTIFIER', entry.ident],
    ...trusted(entry),
    ...Object.entries(entry.extra ?? {}),
    ['MESSAGE', entry.message],
  ];
}
