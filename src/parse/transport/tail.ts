/** What stands between the stamp and the message: ` server1 k3s[1234]: `. */
export interface Tail {
  readonly host?: string;
  readonly ident?: string;
  readonly pid?: number;
  /** Characters from the end of the stamp to the message. */
  readonly width: number;
  /** It has a pid, or is one of the names that stand without: no text looks like this by chance. */
  readonly sure: boolean;
  /** No colon behind the tag: rsyslog wrote what came by RFC 5424. */
  readonly colonless?: boolean;
}

export interface TailReader {
  /** The tail at the end of a stamp, `undefined` where the text there is no tail. */
  read(text: string, start: number): Tail | undefined;
  /**
   * The same for text that may have no colon behind the tag and no pid
   * (`server2 rsyslogd module loaded`): only a host known from other lines tells.
   */
  readBare(text: string, start: number): Tail | undefined;
  readonly knowsHosts: boolean;
  isKnownHost(host: string | undefined): boolean;
}

const SPACE = 0x20;
const MAX_HEAD_LENGTH = 200;
const MAX_HOSTS = 10_000;
/** Tails to compare with first: a node has a handful of talkative units. */
const MAX_RECENT = 8;

/** Words that open a message, never a host: severities of other formats, streams of CRI. */
const NO_HOST =
  /^(?:trace|debug|info|notice|warn|warning|error|err|fatal|panic|critical|crit|stdout|stderr|level|time)$/i;
const HOST = /^[\p{L}\p{N}_][\p{L}\p{N}._:-]*$/u;
const IDENT_ALONE = /^[^\s"'={},;<>]+$/;
const NAMES_WITHOUT_PID = new Set(['kernel', 'unknown']);
/** `[host ]tag[pid] message`, the second form of rsyslog. */
const COLONLESS = /(?:(\S+) )?([^\s[\]"={}]+)\[(\d{1,10})\] /y;
/** `host tag message`. */
const BARE = /(\S+) ([^\s"={}]+) /y;

interface Named {
  readonly name: string;
  readonly pid?: number;
}

/** `k3s[1234]` as name and pid; identifiers may hold brackets of their own (`k3s[99][1234]`). */
function splitPid(head: string): Named {
  if (!head.endsWith(']')) return { name: head };
  const open = head.lastIndexOf('[');
  const digits = head.slice(open + 1, -1);
  return open > 0 && /^\d{1,10}$/.test(digits)
    ? { name: head.slice(0, open), pid: Number(digits) }
    : { name: head };
}

/**
 * Reads the part between stamp and message of journalctl's text modes and of syslog files.
 *
 * An identifier may hold blanks, colons and brackets, and the host may be missing (`--no-hostname`), so
 * `my app[12]:` may be a host and a tag or a tag alone. Lines that can be read in one way only decide:
 * after a line without a host a first word is a host only where it was one before or keeps coming back.
 */
export function createTailReader(): TailReader {
  const hosts = new Set<string>();
  let hostless = false;
  let suspect: string | undefined;
  const recent: { readonly prefix: string; readonly tail: Tail }[] = [];
  let next = 0;

  const remember = (host: string): void => {
    if (hosts.size < MAX_HOSTS) hosts.add(host);
  };

  const isHost = (word: string): boolean => {
    if (hosts.has(word)) return true;
    if (!HOST.test(word) || NO_HOST.test(word)) return false;
    if (!hostless) return true;
    const again = suspect === word;
    suspect = word;
    if (again) hostless = false;
    return again;
  };

  const build = (named: Named, width: number): Tail | undefined => {
    const { name, pid } = named;
    const blank = name.indexOf(' ');
    const host = blank > 0 && isHost(name.slice(0, blank)) ? name.slice(0, blank) : undefined;
    const ident = host === undefined ? name : name.slice(blank + 1);
    const sure = pid !== undefined || NAMES_WITHOUT_PID.has(ident);
    if (ident === '' || (pid === undefined && !IDENT_ALONE.test(ident))) return undefined;
    if (blank < 0 && sure) hostless = true;
    if (host !== undefined && sure) remember(host);
    const tail = { ident, width, sure };
    const hosted = host === undefined ? tail : { ...tail, host };
    return pid === undefined ? hosted : { ...hosted, pid };
  };

  const readColonless = (text: string, start: number): Tail | undefined => {
    COLONLESS.lastIndex = start + 1;
    const [whole, host, ident, pid] = COLONLESS.exec(text) ?? [];
    if (whole === undefined || ident === undefined) return undefined;
    if (host !== undefined && !isHost(host)) return undefined;
    if (host !== undefined) remember(host);
    const tail = { ident, pid: Number(pid), width: whole.length + 1, sure: true, colonless: true };
    return host === undefined ? tail : { ...tail, host };
  };

  const readAnew = (text: string, start: number): Tail | undefined => {
    const from = start + 1;
    if (text.charCodeAt(start) !== SPACE || text.charCodeAt(from) === SPACE) return undefined;
    const found = text.indexOf(': ', from);
    const colon = found < 0 && text.endsWith(':') ? text.length - 1 : found;
    if (colon <= from || colon - from > MAX_HEAD_LENGTH) return readColonless(text, start);
    const head = text.slice(from, colon);
    const blank = head.indexOf(' ');
    if (blank > 0 && head.indexOf('] ') > 0) {
      const colonless = readColonless(text, start);
      if (colonless !== undefined) return colonless;
    }
    return build(splitPid(head), Math.min(colon + 2, text.length) - start);
  };

  return {
    read(text, start) {
      for (const known of recent) if (text.startsWith(known.prefix, start)) return known.tail;
      const tail = readAnew(text, start);
      // What depends on the lines so far is read anew; a tail without its last blank is cut off.
      if (
        tail?.sure &&
        !tail.ident?.includes(' ') &&
        text.charCodeAt(start + tail.width - 1) === SPACE
      ) {
        recent[next] = { prefix: text.slice(start, start + tail.width), tail };
        next = (next + 1) % MAX_RECENT;
      }
      return tail;
    },
    readBare(text, start) {
      if (text.charCodeAt(start) !== SPACE) return undefined;
      BARE.lastIndex = start + 1;
      const [whole, host, ident] = BARE.exec(text) ?? [];
      if (whole === undefined || host === undefined || ident === undefined) return undefined;
      if (!HOST.test(host) || NO_HOST.test(host)) return undefined;
      return {
        host,
        ident: ident.endsWith(':') ? ident.slice(0, -1) : ident,
        width: whole.length + 1,
        sure: false,
        colonless: true,
      };
    },
    get knowsHosts() {
      return hosts.size > 0;
    },
    isKnownHost: (host) => host !== undefined && hosts.has(host),
  };
}
