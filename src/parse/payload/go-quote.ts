import { rawByte } from '../../model/line.js';

const BACKSLASH = 0x5c;
const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const WIDTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Index of the quote that ends a string begun before `from`, -1 where it never ends. */
export function findQuoteEnd(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at > 0 && text.charCodeAt(at - 1) === BACKSLASH) {
    let slash = at - 1;
    while (slash > from && text.charCodeAt(slash - 1) === BACKSLASH) slash -= 1;
    if ((at - slash) % 2 === 0 || slash < from) return at;
    at = text.indexOf('"', at + 1);
  }
  return at;
}

/**
 * Undoes Go's `%q` between its quotes: `\n \" \\ \x1b \u4e2d \U0001f600 \033`. A byte that was no UTF-8
 * becomes what `rawByte` says; an escape that Go does not know stays as it is.
 * Source: https://pkg.go.dev/strconv#Quote
 */
export function unquoteGo(text: string): string {
  let slash = text.indexOf('\\');
  if (slash === -1) return text;
  let out = '';
  let from = 0;
  while (slash !== -1 && slash + 1 < text.length) {
    out += text.slice(from, slash);
    const mark = text.charAt(slash + 1);
    const simple = mark === '"' || mark === '\\' || mark === "'" ? mark : SIMPLE[mark];
    if (simple === undefined) {
      const width = readCode(text, slash);
      out += width.text;
      from = slash + width.length;
    } else {
      out += simple;
      from = slash + 2;
    }
    slash = text.indexOf('\\', from);
  }
  return out + text.slice(from);
}

interface Code {
  readonly text: string;
  readonly length: number;
}

/** The escape by number at a backslash; the backslash itself where there is none. */
function readCode(text: string, slash: number): Code {
  const mark = text.charAt(slash + 1);
  const width = WIDTHS[mark];
  const digits =
    width === undefined
      ? text.slice(slash + 1, slash + 4)
      : text.slice(slash + 2, slash + 2 + width);
  const isOctal = width === undefined && /^[0-7]{3}$/.test(digits);
  if (
    !isOctal &&
    (width === undefined || digits.length !== width || !/^[0-9a-fA-F]+$/.test(digits))
  ) {
    return { text: '\\', length: 1 };
  }
  const value = Number.parseInt(digits, isOctal ? 8 : 16);
  const isByte = isOctal || mark === 'x';
  if (value > 0x10ffff || (isByte && value > 0xff)) return { text: '\\', length: 1 };
  const code = isByte && value >= 0x80 ? rawByte(value) : value;
  return { text: String.fromCodePoint(code), length: isOctal ? 4 : 2 + (width ?? 0) };
}
