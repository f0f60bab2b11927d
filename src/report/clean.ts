import { shownText } from '../model/line.js';

const LONE_SURROGATE = /\p{Surrogate}/gu;
const CONTROL = /[\u0000-\u001f\u007f]/g;
/** Escapes in 8 bits, line and paragraph separators, what turns the direction of writing, what hides. */
const INVISIBLE =
  /[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** The text for people and for JSON: bytes of invalid UTF-8 and lone surrogates become U+FFFD. */
export const shown = (text: string): string => shownText(text).replace(LONE_SURROGATE, '\uFFFD');

const picture = (control: string): string =>
  control === '\t'
    ? ' '
    : String.fromCharCode(control === '\x7f' ? 0x2421 : 0x2400 + control.charCodeAt(0));

const escaped = (hidden: string): string => {
  // The pattern matches exactly one code point, so there is one.
  const code = hidden.codePointAt(0) as number;
  return code < 0x100 ? `\\x${code.toString(16)}` : `\\u{${code.toString(16)}}`;
};

/**
 * The text as a terminal may safely print it: control characters become their pictures (`␛`), a tab a
 * space, controls of direction and invisible characters their code (`\u{202e}`). Gives one line.
 */
export const harmless = (text: string): string =>
  shown(text).replace(CONTROL, picture).replace(INVISIBLE, escaped);

/** The text on one line with single spaces: for sentences of rules, which YAML may fold. */
export const folded = (text: string): string => harmless(text.replace(/\s+/g, ' ').trim());
