/** A line that is longer is shown as it stands: to take it apart in each frame would take too long. */
const MAX_CHARACTERS = 65_536;
const MICROSECONDS = 1000;

/**
 * A line of `journalctl -o json` as `journalctl` itself would show it, `08:12:03.123 k3s[812]: message`: the order of
 * its fields is not always the same, and the message often comes last. Docker's JSON likewise. Any other line as it
 * stands.
 */
export function readableLine(text: string): string {
  if (!text.startsWith('{') || text.length > MAX_CHARACTERS) return text;
  const fields = fieldsOf(text);
  const message = messageOf(fields.MESSAGE) ?? stringOf(fields.log);
  if (message === undefined) return text;
  const by = stringOf(fields.SYSLOG_IDENTIFIER) ?? stringOf(fields._COMM) ?? '';
  const pid = stringOf(fields._PID) ?? stringOf(fields.SYSLOG_PID);
  const who = by === '' ? '' : `${pid === undefined ? by : `${by}[${pid}]`}: `;
  const time = timeOf(fields);
  return `${time === '' ? '' : `${time} `}${who}${message.trimEnd()}`;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Journald writes what is no UTF-8 text as a list of bytes. */
function messageOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return stringOf(value);
  return value.every((byte) => typeof byte === 'number')
    ? new TextDecoder().decode(Uint8Array.from(value))
    : undefined;
}

/** `08:12:03.123`, UTC; empty where no field tells it. */
function timeOf({ __REALTIME_TIMESTAMP, _SOURCE_REALTIME_TIMESTAMP, time }: Fields): string {
  const micro = stringOf(__REALTIME_TIMESTAMP) ?? stringOf(_SOURCE_REALTIME_TIMESTAMP);
  const at = micro === undefined ? Date.parse(stringOf(time) ?? '') : Number(micro) / MICROSECONDS;
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().slice(11, 23) : '';
}
