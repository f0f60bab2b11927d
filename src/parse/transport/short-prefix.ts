import type { Pod } from '../../model/record.js';

/** What stands before a line, and where that ends. */
export interface ShortPrefix {
  readonly length: number;
  /** The pod it names, if any. */
  readonly pod: Pod | undefined;
}

/** Blanks, signs of a list or a quotation: `    `, `* `, `> > `. Deeper blanks are those of journalctl's further lines. */
const SIGNS = /^ {0,12}(?:(?:> ?){1,3}(?:[*•+-] {1,3})?|[*•+-] {1,3}|`{1,3})? {0,12}/;
/** `server-1  | ` of docker compose; it may name a service of one machine or a machine, so that it tells nothing. */
const COMPOSE = /^[a-z0-9][\w.-]{0,62} +\| /;
/** `cp-1: `, `10.0.0.11: `: a machine or a command, unlike a word (`error: `) with a digit, a dot or a dash. */
const NAMED = /^(?=[a-z]*[\d.-])[a-z0-9][a-z0-9.-]{0,62}: /;
const BRACKETED = /^\[([a-z0-9][a-z0-9.-]{1,252})\] /;
/** stern: `pod container `, with a namespace before it where all were asked for. */
const STERN = /^([a-z0-9][a-z0-9.-]{1,252}) ([a-z0-9][a-z0-9.-]{0,252}) /;
const WORD = /^[a-z0-9][a-z0-9-]{0,62} /;

/** Beginnings of lines as programs write them, down to a place or a level behind the stamp. */
const HEADS: readonly RegExp[] = [
  /^[IWEF][01]\d[0-3]\d \d\d:\d\d:\d\d\.\d{6} +\d+ [^\s\]]{1,120}:\d+\]/,
  /^time="?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/,
  /^\{ ?"(?:level|time|ts|msg|severity|caller)" ?:/,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} (?:\[[\w-]+\.go:\d+\] )?[CEWNIDT] \| /,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)\s+(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL|debug|info|warn|error|fatal)\s/,
  /^(?:INFO|WARN|ERRO|FATA|DEBU)\[\d{4}/,
  /^(?:raft)?\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}: /,
];
/** Lines of journald, docker, syslog and `kubectl logs --timestamps`. */
const CARRIED: readonly RegExp[] = [
  /^\{ ?"(?:log" ?:|_[A-Z_]|MESSAGE")/,
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{6})? \S+ [^\s:[]+\[\d+\]: /,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?[+-]\d\d:?\d\d \S+ [^\s:[]+\[\d+\]: /,
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d) /,
];

const isCarried = (text: string): boolean => CARRIED.some((head) => head.test(text));
/** Lines as programs write them, for themselves or through a journal. */
export const beginsLikeEntry = (text: string): boolean =>
  HEADS.some((head) => head.test(text)) || isCarried(text);

/**
 * What a tool or a person put before a line of a program: the signs of a list or a quotation, the names that stern,
 * docker compose and the like give their outputs. `undefined` unless a line of a known logger or of a journal stands
 * behind it. Sources: https://github.com/stern/stern README.md, the posted outputs of `minikube logs`.
 */
export function readShortPrefix(text: string): ShortPrefix | undefined {
  const signs = mayHaveSigns(text.charCodeAt(0)) ? (SIGNS.exec(text)?.[0].length ?? 0) : 0;
  const rest = signs === 0 ? text : text.slice(signs);
  if (signs > 0 && beginsLikeEntry(rest)) return { length: signs, pod: undefined };
  const name = mayBeName(rest.charCodeAt(0)) ? readName(rest) : undefined;
  if (name === undefined) return undefined;
  return { length: signs + name.length, pod: name.pod };
}

/** ` * + - > ` and the rest of what `SIGNS` begins with. */
const mayHaveSigns = (code: number): boolean =>
  code === 0x20 ||
  code === 0x2a ||
  code === 0x2b ||
  code === 0x2d ||
  code === 0x3e ||
  code === 0x60 ||
  code === 0x2022;

const mayBeName = (code: number): boolean =>
  code === 0x5b || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);

/** The name at the beginning of a text, where the line of a program stands behind it. */
function readName(text: string): ShortPrefix | undefined {
  const plain = (COMPOSE.exec(text) ?? NAMED.exec(text))?.[0].length;
  if (plain !== undefined) return isBehind(text, { length: plain, pod: undefined });
  const [bracketed, only = ''] = BRACKETED.exec(text) ?? [];
  if (bracketed !== undefined) {
    return only.includes('-')
      ? isBehind(text, { length: bracketed.length, pod: { name: only } })
      : undefined;
  }
  const [whole, first = '', second = ''] = STERN.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const { length } = whole;
  // A name of a pod holds a dash; words of a sentence seldom do.
  const two = { length, pod: { name: first, container: second } };
  const found = first.includes('-') ? isBehind(text, two) : undefined;
  if (found !== undefined || !second.includes('-')) return found;
  const third = WORD.exec(text.slice(length))?.[0];
  if (third === undefined) return undefined;
  const pod = { namespace: first, name: second, container: third.trimEnd() };
  return isBehind(text, { length: length + third.length, pod });
}

const isBehind = (text: string, prefix: ShortPrefix): ShortPrefix | undefined =>
  beginsLikeEntry(text.slice(prefix.length)) ? prefix : undefined;

/** A line behind its prefix. */
export interface Unprefixed {
  readonly prefix: string;
  readonly text: string;
  readonly pod: Pod | undefined;
  /** Journald, syslog or kubectl stands behind it. */
  readonly isCarried: boolean;
  /** Mere blanks that no line has shown yet: a text that another one quotes is indented, too. */
  readonly isDoubtful: boolean;
}

/** Takes prefixes off the lines of one source. */
export interface PrefixReader {
  /** The line behind its prefix; `undefined` where it has none. */
  read(text: string): Unprefixed | undefined;
  /** Two lines have the prefix. */
  trust(prefix: string): void;
  /** A line came that has no prefix, or lines are missing. */
  reset(): void;
  /** The last line had a prefix: the next one is read in its light. */
  readonly open: boolean;
}

const MAX_RECENT = 16;
const INDENTED = /^ {2,}$/;

/**
 * Prefixes that a line of a known logger showed are taken off the lines that follow, too, as long as all of them have
 * one: so the further lines of a trace go with its first.
 */
export function createPrefixReader(): PrefixReader {
  let recent: { readonly prefix: string; readonly pod: Pod | undefined }[] = [];

  const remember = (prefix: string, pod: Pod | undefined): Pod | undefined => {
    const known = recent.find((it) => it.prefix === prefix);
    if (known !== undefined) return known.pod;
    recent = [{ prefix, pod }, ...recent].slice(0, MAX_RECENT);
    return pod;
  };

  return {
    read(text) {
      const found = readShortPrefix(text);
      if (found !== undefined) {
        const prefix = text.slice(0, found.length);
        const isDoubtful = INDENTED.test(prefix) && !recent.some((it) => it.prefix === prefix);
        const pod = isDoubtful ? undefined : remember(prefix, found.pod);
        const rest = text.slice(found.length);
        return { prefix, text: rest, pod, isCarried: isCarried(rest), isDoubtful };
      }
      const known = recent.find(({ prefix }) => text.startsWith(prefix));
      if (known === undefined) return undefined;
      const rest = text.slice(known.prefix.length);
      return { ...known, text: rest, isCarried: false, isDoubtful: false };
    },
    trust(prefix) {
      remember(prefix, undefined);
    },
    reset() {
      if (recent.length > 0) recent = [];
    },
    get open() {
      return recent.length > 0;
    },
  };
}
