import type { Line } from '../model/line.js';
import type { Pod } from '../model/record.js';
import type { Envelope, EnvelopeSink, TransportReader } from './envelope.js';
import { createBannerReader } from './transport/banner.js';
import { cri } from './transport/cri.js';
import { dockerJson } from './transport/docker-json.js';
import type { Context, Format, FormatKind } from './transport/format.js';
import { createGrepReader, looksLikePayload } from './transport/grep-prefix.js';
import { createHeldEntry } from './transport/held-entry.js';
import { identOnly } from './transport/ident-only.js';
import { journaldExport } from './transport/journald-export.js';
import { journaldJson } from './transport/journald-json.js';
import { journaldJsonPretty } from './transport/journald-json-pretty.js';
import { journaldShort } from './transport/journald-short.js';
import { journaldShortFull } from './transport/journald-short-full.js';
import { journaldShortIso } from './transport/journald-short-iso.js';
import { journaldShortUnix } from './transport/journald-short-unix.js';
import { journaldVerbose } from './transport/journald-verbose.js';
import { kubectl } from './transport/kubectl.js';
import { podOfPath } from './transport/pod-path.js';
import { rancherUi } from './transport/rancher-ui.js';
import { createPrefixReader, readShortPrefix } from './transport/short-prefix.js';
import { syslogPriority, syslogRfc5424 } from './transport/syslog.js';
import { unwrapTerminal } from './transport/terminal.js';
import { dmesg, journaldShortDelta, journaldShortMonotonic } from './transport/uptime.js';

/**
 * Every transport, in the order in which a line is tried. A format that asks for more stands before one
 * that is content with less of the same shape:
 */
export const FORMATS: readonly FormatKind[] = [
  journaldJson, // `{`: the commonest input first; docker's objects have no field of journald
  dockerJson,
  journaldJsonPretty, // `{` alone on its line
  cri, // a stamp and a stream, before everything else with an RFC 3339 stamp
  kubectl, // nine digits or `[pod/…]`, before host and tag
  journaldShortIso,
  journaldShort,
  journaldVerbose, // a weekday stamp and a cursor, before host and tag
  journaldShortFull,
  journaldShortUnix,
  journaldShortDelta, // a stamp in brackets and a tag, before the kernel's free text
  journaldShortMonotonic,
  syslogRfc5424, // `<n>1 `, before the older form that has no version
  syslogPriority,
  dmesg,
  journaldExport,
  rancherUi,
  identOnly, // no stamp at all: last
];

/** Formats that may take what another one would take as well: the one that took the last line is asked first. */
const STRICT: ReadonlySet<string> = new Set(
  FORMATS.filter(({ lenient }) => lenient !== true).map(({ id }) => id),
);
/** Each field of an entry stands on a line of its own. */
const ENTRIES_OF_LINES: ReadonlySet<string> = new Set(
  [journaldExport, journaldJsonPretty, journaldVerbose].map(({ id }) => id),
);
const DASH = 0x2d;
const isBlank = (text: string): boolean => text === '' || text.trim() === '';

interface Tally {
  count(transport: string): void;
  readonly top: string;
}

function createTally(): Tally {
  const counts = new Map<string, number>();
  let last = '';
  let run = 0;
  const settle = (): void => {
    if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run);
    run = 0;
  };
  return {
    count(transport) {
      if (transport !== last) {
        settle();
        last = transport;
      }
      run += 1;
    },
    get top() {
      settle();
      const [best] = [...counts].sort(([, a], [, b]) => b - a);
      return best?.[0] ?? 'plain';
    },
  };
}

/**
 * Reads the transport of one source line by line: what journald, a container runtime or syslog put
 * around the message. The format that took the last line is asked first; a source may change it, and
 * several producers may share it. A line no format takes is a `plain` entry. Never throws.
 */
export function createTransports(sourceName: string, sink: EnvelopeSink): TransportReader {
  const tally = createTally();
  const banners = createBannerReader();
  const prefixes = createPrefixReader();
  const readGrepped = createGrepReader();
  const pod = podOfPath(sourceName);
  let unparsed = 0;
  /** The pod that the prefix of the line at hand names. */
  let prefixed: Pod | undefined;
  /** An indented line of which the next one will tell what it is. */
  let waiting: { readonly line: Line; readonly text: string; readonly prefix: string } | undefined;

  const send = (envelope: Envelope): void => {
    if (envelope.line.aside !== true) tally.count(envelope.transport);
    sink(envelope);
  };
  const held = createHeldEntry(send);
  const withPod = (envelope: Envelope): Envelope =>
    prefixed === undefined || envelope.ident !== undefined || envelope.unit !== undefined
      ? envelope
      : { ...envelope, pod: pod === undefined ? prefixed : { ...pod, ...prefixed } };
  const emit = (envelope: Envelope): void => {
    held.release();
    send(prefixed === undefined ? envelope : withPod(envelope));
  };
  const context: Context = {
    pod,
    emit,
    hold: (envelope, text, column) => held.hold(withPod(envelope), text, column),
    plain(line, text) {
      if (isBlank(text)) return;
      const entry = { line, transport: 'plain', message: text };
      emit(pod === undefined ? entry : { ...entry, pod });
    },
    lost(lines) {
      unparsed += lines;
    },
  };
  const formats: readonly Format[] = FORMATS.map((kind) => kind.create(context));
  let current = formats[0];

  const take = (line: Line, text: string): boolean => {
    if (current?.push(line, text)) return true;
    const taker = formats.find((format) => format !== current && format.push(line, text));
    if (taker === undefined) return false;
    if (STRICT.has(taker.id)) current = taker;
    return true;
  };

  /** The output of grep over logs: the line stands behind a file name. */
  const takeGrepped = (line: Line, text: string): boolean => {
    const rest = readGrepped(text);
    if (rest === undefined) return false;
    prefixed = rest.pod;
    const taker = formats.find((it) => STRICT.has(it.id) && it.push(line, rest.text));
    const isPayload = taker === undefined && looksLikePayload(rest.text);
    if (isPayload) context.plain(line, rest.text);
    prefixed = undefined;
    return taker !== undefined || isPayload;
  };

  /** The line stands behind a few signs or names that a tool or a person put there. */
  const takePrefixed = (line: Line, text: string): boolean => {
    const rest = prefixes.read(text);
    if (rest === undefined) return false;
    if (rest.isDoubtful) {
      waiting = { line, text, prefix: rest.prefix };
      return true;
    }
    prefixed = rest.pod;
    const isTaken =
      rest.isCarried && formats.some((it) => STRICT.has(it.id) && it.push(line, rest.text));
    if (!isTaken) context.plain(line, rest.text);
    prefixed = undefined;
    return true;
  };

  /** An indented line is one of a log where the next one is as well. */
  const settleWaiting = (next = ''): void => {
    if (waiting === undefined) return;
    const { line, text, prefix } = waiting;
    waiting = undefined;
    if (next.startsWith(prefix) && readShortPrefix(next)?.length === prefix.length) {
      prefixes.trust(prefix);
      takePrefixed(line, text);
    } else {
      prefixes.reset();
      context.plain(line, text);
    }
  };

  const takeLine = (line: Line, text: string): void => {
    const isTaken = take(line, text) || banners.isBanner(text) || takeGrepped(line, text);
    if (!isTaken && takePrefixed(line, text)) return;
    prefixes.reset();
    if (!isTaken) context.plain(line, text);
  };

  return {
    push(line) {
      const text = unwrapTerminal(line.text);
      if (waiting !== undefined && !isBlank(text)) settleWaiting(text);
      if (current?.busy) {
        if (current.push(line, text)) return;
      } else if (held.continue(text)) return;
      if (isBlank(text)) return;
      if (text.charCodeAt(0) === DASH && banners.isBanner(text)) return;
      takeLine(line, text);
    },
    end() {
      settleWaiting();
      for (const format of formats) format.end?.();
      held.release();
    },
    skip() {
      settleWaiting();
      if (current?.busy || current?.waits) current.end?.();
      prefixes.reset();
      held.release();
    },
    settle() {
      settleWaiting();
      held.release();
    },
    asksFirst: (transport) =>
      !prefixes.open && (current?.id === transport || !STRICT.has(transport)),
    get prefixed() {
      return prefixes.open || waiting !== undefined;
    },
    get open() {
      return current?.busy === true || current?.waits === true;
    },
    get linewise() {
      return !ENTRIES_OF_LINES.has(tally.top);
    },
    get unparsed() {
      return unparsed;
    },
    get format() {
      return tally.top;
    },
  };
}
