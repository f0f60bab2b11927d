const MAX_LAYERS = 3;
/** Where the message of logrus, slog, zap and klog-in-JSON begins. */
const MESSAGE_START = /\bmsg=|"(?:msg|message)" ?:/;
/** `Apr 15 08:12:03 server1 k3s[812]: ` and its kin: all of it stands elsewhere on the screen. */
const SYSLOG_START = /^(?:<\d+>)?[^"{=]{0,90}?\[\d+\]: /;

/**
 * The telling part of a cited line, for a narrow screen: the message a journal or container
 * record carries, from where the message of the program itself starts. `… ` stands before what was
 * left out. Where nothing is known to be idle, the whole line.
 */
export function excerpt(text: string): string {
  const carried = carriedMessage(text, MAX_LAYERS);
  const prefix = SYSLOG_START.exec(carried)?.[0].length ?? 0;
  const rest = carried.slice(prefix);
  const start = prefix + Math.max(0, rest.search(MESSAGE_START));
  return start > 0 ? `… ${carried.slice(start)}` : carried;
}

function carriedMessage(text: string, layers: number): string {
  if (layers === 0 || !text.startsWith('{')) return text;
  const message = transported(text);
  return message === undefined ? text : carriedMessage(message.trimEnd(), layers - 1);
}

/** What journald (`MESSAGE`) or docker (`log`) wrapped; absent for any other JSON. */
function transported(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    if ('MESSAGE' in value && typeof value.MESSAGE === 'string') return value.MESSAGE;
    return 'log' in value && typeof value.log === 'string' ? value.log : undefined;
  } catch {
    return undefined;
  }
}
