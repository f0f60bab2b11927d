import type { Fields, Level } from '../model/record.js';
import type { Envelope, Stamp } from './envelope.js';
import { isEtcdName } from './etcd-name.js';
import { bracketFormat } from './payload/bracket.js';
import { capnslogFormat } from './payload/capnslog.js';
import { consoleFormat } from './payload/console.js';
import { ctimeFormat } from './payload/ctime.js';
import { readEtcdText } from './payload/etcd-text.js';
import { goLogFormat } from './payload/go-log.js';
import { goPanicFormat } from './payload/go-panic.js';
import { jsonFormat } from './payload/json.js';
import { klogFormat } from './payload/klog.js';
import { libp2pFormat } from './payload/libp2p.js';
import { logrusFormat } from './payload/logrus.js';
import { logrusTtyFormat } from './payload/logrus-tty.js';
import type { MutableFields, Payload, PayloadFormat } from './payload/payload.js';
import { stdrFormat } from './payload/stdr.js';

/** All payload grammars; of those that a text can begin with, the first that reads it wins. */
export const PAYLOAD_FORMATS: readonly PayloadFormat[] = [
  jsonFormat,
  klogFormat,
  logrusTtyFormat,
  ctimeFormat,
  capnslogFormat,
  libp2pFormat,
  consoleFormat,
  bracketFormat,
  goPanicFormat,
  // These can begin with anything, so they come after those that know their first character.
  logrusFormat,
  goLogFormat,
  stdrFormat,
];

/** What is inside an envelope, all layers peeled. */
export interface Peeled {
  /** The innermost text. */
  readonly message: string;
  /** The innermost level that any layer told. */
  readonly level: Level | undefined;
  readonly fields: Fields | undefined;
  /** The stamp of the outermost payload that has one. */
  readonly stamp: Stamp | undefined;
  /** The stamp of the innermost payload, where there is a second one. */
  readonly innerStamp: Stamp | undefined;
  /** Names of the layers, outermost first, joined by `>`; empty for plain text. */
  readonly layers: string;
  /** One object for texts that were noticed to be alike but for `stamp`: all else is then the very same. */
  readonly alike: object | undefined;
}

const MAX_DEPTH = 6;
const MAX_ASCII = 128;
const ANSI = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

const BY_FIRST: readonly (readonly PayloadFormat[])[] = Array.from(
  { length: MAX_ASCII },
  (_, code) =>
    PAYLOAD_FORMATS.filter(({ first }) => first?.includes(String.fromCharCode(code)) ?? true),
);
const BY_ANY = PAYLOAD_FORMATS.filter(({ first }) => first === undefined);

/** The first payload that reads the text. */
function readPayload(text: string): Payload | undefined {
  const formats = BY_FIRST[text.charCodeAt(0)] ?? BY_ANY;
  for (const format of formats) {
    const payload = format.read(text);
    if (payload !== undefined) return payload;
  }
  return undefined;
}

/** Peels the payloads off an envelope until nothing matches; `read` is `peelText`, or does the same. */
export function peel(envelope: Envelope, read = peelText): Peeled {
  const peeled = read(envelope.message);
  if (peeled.layers !== '') return peeled;
  const name = envelope.ident ?? envelope.unit;
  return name !== undefined && isEtcdName(name) ? readBareEtcd(peeled) : peeled;
}

/** Peels the payloads off a text. Plain text comes back as it is. */
export function peelText(raw: string): Peeled {
  const text = raw.includes('\x1b') ? raw.replace(ANSI, '') : raw;
  const payload = readPayload(text);
  if (payload === undefined) return plain(text);
  return peelInside(payload);
}

/** Peels what a payload holds. */
export function peelInside(payload: Payload): Peeled {
  const { message, level, fields, stamp, layer } = payload;
  const inner = payload.nested ? readPayload(message) : undefined;
  if (inner !== undefined) return peelNested(payload, inner);
  return { message, level, fields, stamp, innerStamp: undefined, layers: layer, alike: undefined };
}

const plain = (message: string): Peeled => ({
  message,
  level: undefined,
  fields: undefined,
  stamp: undefined,
  innerStamp: undefined,
  layers: '',
  alike: undefined,
});

function peelNested(outer: Payload, first: Payload): Peeled {
  let { level, fields, stamp } = outer;
  let innerStamp: Stamp | undefined;
  let layers = outer.layer;
  let inner: Payload | undefined = first;
  let { message } = outer;
  for (let depth = 0; inner !== undefined && depth < MAX_DEPTH; depth += 1) {
    message = inner.message;
    level = inner.level ?? level;
    layers = joinLayers(layers, inner.layer);
    fields = mergeFields(fields, inner.fields);
    if (stamp === undefined) stamp = inner.stamp;
    else innerStamp = inner.stamp ?? innerStamp;
    inner = inner.nested ? readPayload(message) : undefined;
  }
  return { message, level, fields, stamp, innerStamp, layers, alike: undefined };
}

/** Adds inner fields to the outer ones; they win, but for those by which the outer layer says who speaks. */
function mergeFields(
  outer: MutableFields | undefined,
  inner: MutableFields | undefined,
): MutableFields | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer;
  for (const key in inner) {
    const value = inner[key];
    if (value === undefined) continue;
    if ((key === 'component' || key === 'stream') && outer[key] !== undefined) continue;
    outer[key] = value;
  }
  return outer;
}

const joinedLayers = new Map<string, Map<string, string>>();
const MAX_LAYERS = 100;

/** `outer>inner`; remembered, so that equal paths are one string. */
function joinLayers(outer: string, inner: string): string {
  const known = joinedLayers.get(outer)?.get(inner);
  if (known !== undefined) return known;
  const layers = `${outer}>${inner}`;
  if (joinedLayers.size < MAX_LAYERS) {
    joinedLayers.set(
      outer,
      (joinedLayers.get(outer) ?? new Map<string, string>()).set(inner, layers),
    );
  }
  return layers;
}

/** capnslog leaves its head out where it writes to journald or syslog itself. */
function readBareEtcd(peeled: Peeled): Peeled {
  const fields: MutableFields = {};
  const message = readEtcdText(peeled.message, fields);
  return message === peeled.message ? peeled : { ...peeled, message, fields, alike: undefined };
}
