const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Za-z0-9]|[=>])/g;

/** The text without colours, cursor moves and OSC 8 links, as a terminal or a logger put them in. */
export function stripColours(text: string): string {
  return text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
}

const BOM = 0xfeff;
const CARET = 0x5e;
const BOX = 0x2502;

/**
 * The line as its producer wrote it: without colours, a BOM, an echoed `^C` and the frame k9s draws
 * (`│ text   │`).
 */
export function unwrapTerminal(text: string): string {
  const plain = stripColours(text);
  const first = plain.charCodeAt(0);
  if (first === BOM) return unwrapTerminal(plain.slice(1));
  if (first === CARET && plain.startsWith('^C')) return unwrapTerminal(plain.slice(2));
  if (first === BOX) return plain.replace(/^│ ?/, '').replace(/\s*│?\s*$/, '');
  return plain;
}
