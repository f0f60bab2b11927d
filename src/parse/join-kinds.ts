import type { Envelope } from './envelope.js';
import { parseObject } from './payload/json-object.js';
import { logrusFormat } from './payload/logrus.js';
import type { Payload } from './payload/payload.js';
import { type Peeled, peelInside, peelText } from './payloads.js';

/**
 * What can go on in the next entry. `value`: klog's `key=<` … ` >`; `trace`: steps of a Trace; `panic`:
 * goroutines and their frames; `json`: a wrapped object; `chunk`: k0s's 16 KiB pieces; `header`: the map
 * client-go prints behind a line feed.
 */
export type JoinKind = 'value' | 'trace' | 'panic' | 'json' | 'chunk' | 'header';
export type Continuation = 'no' | 'yes' | 'last';

/** An entry with its text read. */
export interface ReadEntry {
  readonly envelope: Envelope;
  readonly peeled: Peeled;
}

const MAX_JSON_PARTS = 16;
const GOROUTINE = /^goroutine \d+ \[/;
const FRAME =
  /^(?:\s|goroutine \d+ \[|created by |\[signal |panic: |exit status \d|\.\.\.additional frames|[a-z][a-z0-9]{1,5} {2,}0x[0-9a-f]+)/;
const CALL = /^[\w./*()%·@$[\]{},-]+\(/;

/** A line of a goroutine's stack: indented places, `pkg.(*T).method(0x1, …)`, registers. */
const isFrame = (text: string): boolean =>
  text === '' || FRAME.test(text) || (text.endsWith(')') && CALL.test(text));

/** Plain text, bare or in k0s's wrapping. */
export const isPlain = ({ layers, fields }: Peeled): boolean =>
  layers === '' || (layers === 'logrus' && fields?.component !== undefined);

/** How an entry may go on; `undefined` for nearly all. */
export function kindOf(envelope: Envelope, peeled: Peeled): JoinKind | undefined {
  const { layers, fields } = peeled;
  switch (layers) {
    case '':
      return kindOfPlain(peeled.message);
    case 'logrus':
      if (fields === undefined) return undefined;
      if (fields.chunk !== undefined) return 'chunk';
      return fields.component === undefined ? undefined : kindOfPlain(peeled.message);
    case 'zap':
    case 'slog':
    case 'json':
    case 'klog-json':
      return isCutObject(envelope.message) ? 'json' : undefined;
    case 'klog':
      return kindOfKlog(envelope, peeled);
    default:
      return fields?.chunk === undefined ? kindOfNested(envelope, peeled) : 'chunk';
  }
}

function kindOfPlain(message: string): JoinKind | undefined {
  if (GOROUTINE.test(message)) return 'panic';
  return message.startsWith('Trace[') ? 'trace' : undefined;
}

function isCutObject(text: string): boolean {
  let end = text.length - 1;
  while (end > 0 && text.charCodeAt(end) <= 0x20) end -= 1;
  return text.charCodeAt(end) !== 0x7d;
}

function kindOfKlog(envelope: Envelope, { message, fields }: Peeled): JoinKind | undefined {
  if (envelope.message.endsWith('=<') || envelope.message.includes('=<" ')) return 'value';
  if (fields?.trace !== undefined) return message.endsWith(':') ? 'trace' : undefined;
  if (message.includes('anic')) return 'panic';
  return message.includes('ResponseCode: ') && !message.includes('Header: map[')
    ? 'header'
    : undefined;
}

function kindOfNested(envelope: Envelope, peeled: Peeled): JoinKind | undefined {
  const { layers, message } = peeled;
  if (layers.endsWith('klog')) return kindOfKlog(envelope, peeled);
  if (layers.endsWith('go-panic')) return 'panic';
  return layers.endsWith('go-log') && message.includes('panic serving') ? 'panic' : undefined;
}

/** Whether `entry` goes on with what `parts` hold so far; `last`: and ends it. */
export function continues(
  kind: JoinKind,
  head: ReadEntry & { readonly parts: readonly ReadEntry[] },
  entry: ReadEntry,
): Continuation {
  if (kind === 'chunk') return continuesChunk(head, entry);
  if (kind === 'value' && isDeeper(head, entry)) return 'yes';
  if (!isPlain(entry.peeled)) return 'no';
  const text = entry.peeled.message;
  switch (kind) {
    case 'value':
      if (text.startsWith(' >')) return text.endsWith('=<') ? 'yes' : 'last';
      return text === '' || /^(?:\t| {2})/.test(text) ? 'yes' : 'no';
    case 'trace':
      if (!text.startsWith(`Trace[${traceId(head.peeled)}]`)) return 'no';
      return text.endsWith(' END') ? 'last' : 'yes';
    case 'panic':
      return isFrame(text) ? 'yes' : 'no';
    case 'json':
      return continuesJson(head, entry);
    default:
      return text.startsWith(', Header: map[') ? 'last' : 'no';
  }
}

/** A line of a log inside a value: indented, where the entry that holds it is not. */
const isDeeper = (head: ReadEntry, { envelope, peeled }: ReadEntry): boolean =>
  envelope.transport === 'plain' &&
  peeled.layers !== '' &&
  envelope.line.text.startsWith('  ') &&
  !head.envelope.line.text.startsWith(' ');

const traceId = ({ fields, message }: Peeled): string =>
  String(fields?.trace ?? message.slice('Trace['.length, message.indexOf(']')));

function continuesChunk(
  head: ReadEntry & { readonly parts: readonly ReadEntry[] },
  entry: ReadEntry,
): Continuation {
  const first = Number(head.peeled.fields?.chunk);
  return entry.peeled.fields?.chunk === first + head.parts.length + 1 ? 'yes' : 'no';
}

function continuesJson(
  head: ReadEntry & { readonly parts: readonly ReadEntry[] },
  entry: ReadEntry,
): Continuation {
  if (head.parts.length >= MAX_JSON_PARTS || entry.peeled.layers !== '') return 'no';
  if (isCutObject(entry.envelope.message)) return 'yes';
  return parseObject(rawText([head, ...head.parts, entry])) === undefined ? 'yes' : 'last';
}

const rawText = (entries: readonly ReadEntry[]): string =>
  entries.map(({ envelope }) => envelope.message).join('');

/**
 * The record that an entry and its parts make, with the stamps of the first. `undefined` where they
 * turn out not to belong together.
 */
export function rejoin(
  kind: JoinKind,
  head: ReadEntry,
  parts: readonly ReadEntry[],
): Peeled | undefined {
  switch (kind) {
    case 'json': {
      const text = rawText([head, ...parts]);
      return parseObject(text) === undefined ? undefined : peelText(text);
    }
    case 'chunk': {
      const texts = [head, ...parts].map((entry) => readOuter(entry)?.message ?? '');
      return peelAgain(head, texts.join(''));
    }
    case 'value': {
      const inner = readOuter(head)?.message ?? head.envelope.message;
      const lines = parts.map((part) =>
        isPlain(part.peeled) ? part.peeled.message : part.envelope.message,
      );
      return peelAgain(head, [inner, ...lines].join('\n'));
    }
    default: {
      const message = [head, ...parts].map(({ peeled }) => peeled.message).join('\n');
      return { ...head.peeled, message, alike: undefined };
    }
  }
}

/** k0s's wrapping, where there is one. */
const readOuter = (entry: ReadEntry): Payload | undefined =>
  entry.peeled.layers.startsWith('logrus') ? logrusFormat.read(entry.envelope.message) : undefined;

function peelAgain(head: ReadEntry, text: string): Peeled {
  const outer = readOuter(head);
  return outer === undefined ? peelText(text) : peelInside({ ...outer, message: text });
}
