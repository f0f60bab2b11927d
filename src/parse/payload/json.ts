import type { Level } from '../../model/record.js';
import type { Stamp } from '../envelope.js';
import { readEpochSeconds, readRfc3339 } from '../timestamp.js';
import { parseObject, putField } from './json-object.js';
import { salvageObject } from './json-salvage.js';
import { readLevel } from './level.js';
import { type MutableFields, type Payload, type PayloadFormat, withoutLineEnd } from './payload.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** Samples of the JSON loggers that are told apart; the first is the commonest. */
export const JSON_SAMPLES: Readonly<Record<string, string>> = {
  zap: '{"level":"warn","ts":"2026-11-21T06:17:45.115Z","caller":"etcdserver/util.go:167","msg":"apply request took too long","took":"2.012894368s","expected-duration":"100ms"}',
  slog: '{"time":"2025-02-17T06:47:12.370458501Z","level":"INFO","source":{"function":"main.registryCommand","file":"/build/main.go","line":216},"msg":"running Spegel","registry":":5000"}',
  'klog-json':
    '{"ts":1580306777046.293,"caller":"server/server.go:89","msg":"Starting webhook server","v":0}',
  json: '{"message":"started","severity":"INFO"}',
};

/**
 * One JSON object a line: zap (`ts` as ISO text of any precision or as epoch seconds), slog (`time`),
 * klog (`ts` in epoch milliseconds, `v` in place of a level) and others. An object whose end is missing
 * is read as far as it goes. `message` is the plain `msg`; the rest become fields.
 */
export const jsonFormat: PayloadFormat = {
  id: 'json',
  sample: JSON_SAMPLES.zap ?? '',
  first: '{',
  read(text) {
    const object = parseObject(text) ?? salvageObject(text);
    return object === undefined ? undefined : readObject(text, object);
  },
};

function readObject(text: string, object: JsonObject): Payload {
  const layer = layerOf(object);
  const messageKey = MESSAGE_KEYS.find((key) => typeof object[key] === 'string');
  const stampKey = STAMP_KEYS.find((key) => object[key] !== undefined);
  const levelKey = LEVEL_KEYS.find((key) => typeof object[key] === 'string');
  const stamp = stampKey === undefined ? undefined : readStamp(object[stampKey]);
  const level = levelKey === undefined ? undefined : readLevel(String(object[levelKey]));
  const fields: MutableFields = {};
  for (const key in object) {
    if (key === messageKey || (key === levelKey && level !== undefined)) continue;
    if (key === stampKey && stamp !== undefined) continue;
    putField(fields, key, object[key], { text, depth: 0 });
  }
  const message = messageKey === undefined ? text : withoutLineEnd(String(object[messageKey]));
  const nested = layer === 'json' && messageKey !== undefined;
  return { layer, message, level: level ?? klogLevel(layer, object), fields, stamp, nested };
}

const MESSAGE_KEYS = ['msg', 'message', 'log'] as const;
const STAMP_KEYS = ['ts', 'time', 'timestamp', '@timestamp', 'stageTimestamp'] as const;
const LEVEL_KEYS = ['level', 'severity', 'log.level', 'lvl'] as const;

function layerOf(object: JsonObject): string {
  if (typeof object.msg !== 'string') return 'json';
  if (typeof object.level !== 'string')
    return typeof object.ts === 'number' ? 'klog-json' : slogOr(object);
  return object.ts === undefined ? slogOr(object) : 'zap';
}

/** slog writes its level in capitals; its time may be left out. */
function slogOr(object: JsonObject): string {
  const capital = typeof object.level === 'string' && /^[A-Z]{4,5}(?:[+-]\d+)?$/.test(object.level);
  if (capital) return 'slog';
  return typeof object.level === 'string' && object.caller !== undefined ? 'zap' : 'json';
}

/** klog's JSON: errors have no `v`, `v` 0 is info, more is a V(n) without a level of its own. */
function klogLevel(layer: string, object: JsonObject): Level | undefined {
  if (layer !== 'klog-json') return undefined;
  if (object.v === undefined) return 'error';
  return object.v === 0 ? 'info' : undefined;
}

/** Text as RFC 3339 or epoch seconds; numbers as epoch seconds, or milliseconds where they are that large. */
function readStamp(value: unknown): Stamp | undefined {
  if (typeof value === 'string') return (readRfc3339(value) ?? readEpochSeconds(value))?.stamp;
  if (typeof value !== 'number' || !(value > 1e8) || value > 1e14) return undefined;
  if (value > 1e11) return { kind: 'absolute', ms: Math.round(value * 1000) / 1000 };
  // By its digits: the product with 1000 is off by half a microsecond.
  return readEpochSeconds(String(value))?.stamp;
}
