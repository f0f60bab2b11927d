const REPEATED = /^message repeated (\d{1,9}) times: \[ ?(.*?) ?\]$/s;
/** rsyslog writes control bytes as `#` and three octal digits; others stay as they are. */
const ESCAPED = /#(0[0-3][0-7]|177)/g;

export interface SyslogMessage {
  readonly message: string;
  readonly repeated?: number;
}

/**
 * The message as it was sent: `#011` is a tab again, and `message repeated 4 times: [ text]` is the text
 * with 4 more copies. Source: rsyslog, escapeControlCharactersOnReceive and repeatedMsgReduction.
 */
export function readSyslogMessage(text: string): SyslogMessage {
  const plain = text.includes('#')
    ? text.replace(ESCAPED, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    : text;
  if (!plain.startsWith('message repeated ')) return { message: plain };
  const [, times, message] = REPEATED.exec(plain) ?? [];
  return message === undefined ? { message: plain } : { message, repeated: Number(times) };
}
