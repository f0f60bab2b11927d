const SPACE = 0x20;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const LESS = 0x3c;
const GREATER = 0x3e;
const EQUALS = 0x3d;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const CJK = 0xe6; // the first byte of `月` in UTF-8
const SEPARATOR = 0x1e;
/** Digits of seconds since 1970, and of an uptime's fraction. */
const EPOCH_DIGITS = 9;
const UPTIME_DIGITS = 6;
const MAX_TAG_CHARS = 300;
const SSE = Buffer.from('data: {');

/** Keys of times in JSON, as they stand in the bytes of a line; journald's first, it is the longest line. */
const TIME_KEYS: readonly string[] = ['TIMESTAMP":', '"ts":', '"time":', 'imestamp":'];

const isDigit = (code = 0): boolean => code >= 0x30 && code <= 0x39;
const isLetter = (code = 0): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

/**
 * The line from `start` to `end` begins with a stamp of its own that the parser reads. False for some that do:
 * then it only costs that the lines before it are given, too. A line that is no JSON is not made a string for it.
 */
export function beginsWithStamp(bytes: Buffer, start: number, end: number): boolean {
  const code = bytes[start];
  if (isDigit(code)) return beginsWithNumber(bytes, start);
  switch (code) {
    case BRACE:
      return hasTimeKey(bytes, start, end);
    case BRACKET:
      return beginsWithBracket(bytes, start, end);
    case LESS: {
      const behind = bytes.indexOf(GREATER, start);
      if (behind === -1 || behind - start > 4) return false;
      const isVersion = isDigit(bytes[behind + 1]) && bytes[behind + 2] === SPACE;
      return beginsWithStamp(bytes, behind + (isVersion ? 3 : 1), end);
    }
    case SEPARATOR:
      return beginsWithStamp(bytes, start + 1, end);
    default:
      return beginsWithWord(bytes, start, end);
  }
}

/** `2025-04-15`, `2025/04/15`, `1744711201.123456`, `4月 15`. */
function beginsWithNumber(bytes: Buffer, at: number): boolean {
  const behindYear = bytes[at + 4];
  if (behindYear === DASH || behindYear === SLASH) {
    return isDigit(bytes[at + 3]) && isDigit(bytes[at + 5]) && bytes[at + 7] === behindYear;
  }
  if (bytes[at + 1] === CJK || bytes[at + 2] === CJK) return true;
  const digits = countDigits(bytes, at);
  return digits >= EPOCH_DIGITS && bytes[at + digits] === DOT;
}

function countDigits(bytes: Buffer, at: number): number {
  let count = 0;
  while (isDigit(bytes[at + count])) count += 1;
  return count;
}

/** `[    5.210345]`, `[pod/name/container] ` and a stamp, Envoy's `[2025-04-15 …`. */
function beginsWithBracket(bytes: Buffer, start: number, end: number): boolean {
  let at = start + 1;
  if (bytes[at] === 0x70) {
    const close = bytes.indexOf(BRACKET_END, at);
    if (close === -1 || close + 2 >= end || close - start > MAX_TAG_CHARS) return false;
    return beginsWithStamp(bytes, close + 2, end);
  }
  while (bytes[at] === SPACE) at += 1;
  const digits = countDigits(bytes, at);
  if (digits === 0) return false;
  if (bytes[at + digits] !== DOT) return beginsWithNumber(bytes, at);
  return countDigits(bytes, at + digits + 1) === UPTIME_DIGITS;
}

/** `time=`, `ts=`; klog's `I0415 `; `Apr 15`, `Apr  5`, `Tue 2025-04-15`, `Tue, 15 Apr`; `data: {` and an object. */
function beginsWithWord(bytes: Buffer, at: number, end: number): boolean {
  const code = bytes[at];
  if (code === 0x74 && (bytes[at + 4] === EQUALS || bytes[at + 2] === EQUALS)) {
    return bytes[at + 1] === 0x69 || bytes[at + 1] === 0x73;
  }
  if (isDigit(bytes[at + 1])) return isLetter(code) && countDigits(bytes, at + 1) === 4;
  if (!isLetter(code) || !isLetter(bytes[at + 2])) return false;
  const isAfterComma = bytes[at + 3] === COMMA || bytes[at + 3] === DOT;
  const word = at + (isAfterComma ? 4 : 3);
  if (bytes[word] !== SPACE) {
    return bytes.subarray(at, at + SSE.length).equals(SSE)
      ? hasTimeKey(bytes, at + SSE.length, end)
      : false;
  }
  const next = word + (bytes[word + 1] === SPACE ? 2 : 1);
  return isDigit(bytes[next]) || beginsWithMonth(bytes, next);
}

/** `Apr 15`, behind the day of the week. */
const beginsWithMonth = (bytes: Buffer, at: number): boolean =>
  isLetter(bytes[at]) &&
  isLetter(bytes[at + 2]) &&
  bytes[at + 3] === SPACE &&
  (isDigit(bytes[at + 4]) || isDigit(bytes[at + 5]));

function hasTimeKey(bytes: Buffer, start: number, end: number): boolean {
  const text = bytes.toString('latin1', start, end);
  return text.startsWith('{"log":"') || TIME_KEYS.some((key) => text.includes(key));
}
