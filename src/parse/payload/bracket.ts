import { readRfc3339 } from '../timestamp.js';
import { readLevel } from './level.js';
import type { Payload, PayloadFormat } from './payload.js';

const WORD = /^\[([A-Za-z]{4,8})\] +/;
const UPTIME = /^\[ *\d{1,10}\.\d{6}\] /;
const ENVOY =
  /^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})\]\[\d+\]\[([a-z]+)\]\[(\w+)\] (?:\[[^\]\s]{1,120}\] )?/;

/**
 * Texts that begin with a bracket: `[WARNING] Deprecated …`, the kernel's uptime in front of its text
 * (`[12345.678901] nf_conntrack: …`, as syslog hands it on), Envoy's `[stamp][thread][level][component]`.
 */
export const bracketFormat: PayloadFormat = {
  id: 'bracket',
  sample: "[WARNING] Deprecated '--logger=capnslog' flag is set; use '--logger=zap' flag instead",
  first: '[',
  read(text) {
    return readWord(text) ?? readUptime(text) ?? readEnvoy(text);
  },
};

function readWord(text: string): Payload | undefined {
  const word = WORD.exec(text);
  const level = readLevel(word?.[1] ?? '');
  if (word === null || level === undefined) return undefined;
  const message = text.slice(word[0].length);
  return { layer: 'bracket', message, level, fields: undefined, stamp: undefined, nested: false };
}

function readUptime(text: string): Payload | undefined {
  const head = UPTIME.exec(text)?.[0];
  if (head === undefined) return undefined;
  const seconds = Number(head.slice(1, -2));
  const stamp = { kind: 'uptime', seconds } as const;
  const message = text.slice(head.length);
  return { layer: 'kernel', message, level: undefined, fields: undefined, stamp, nested: false };
}

function readEnvoy(text: string): Payload | undefined {
  const head = ENVOY.exec(text);
  if (head === null) return undefined;
  const [whole, when = '', word = '', logger = ''] = head;
  const stamp = readRfc3339(when)?.stamp;
  const message = text.slice(whole.length);
  return {
    layer: 'envoy',
    message,
    level: readLevel(word),
    fields: { logger },
    stamp,
    nested: false,
  };
}
