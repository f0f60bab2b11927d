const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Za-z0-9]|[=>])/g;

/** The text without colours, cursor moves and OSC 8 links, as a terminal or a logger put them in. */
export function stripColours(text: string): string {
  return text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};
const ENTITY = /&(?:quot|#34|#39|lt|gt|amp);/g;
const QUOTED = /&(?:quot|#34);/;

/** A line whose quotes all stand as entities was copied from the source of a web page. */
function unescapeHtml(text: string): string {
  if (!text.includes('&') || text.includes('"') || !QUOTED.test(text)) return text;
  return text.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity);
}

const BOM = 0xfeff;
const CARET = 0x5e;
const BOX = 0x2502;

/**
 * The line as its producer wrote it: without colours, a BOM, an echoed `^C`, the frame k9s draws (`│ text   │`)
 * and the entities of a web page.
 */
export function unwrapTerminal(text: string): string {
  const plain = unescapeHtml(stripColours(text));
  const first = plain.charCodeAt(0);
  if (first === BOM) return unwrapTerminal(plain.slice(1));
  if (first === CARET && plain.startsWith('^C')) return unwrapTerminal(plain.slice(2));
  if (first === BOX) return plain.replace(/^│ ?/, '').replace(/\s*│?\s*$/, '');
  return plain;
}
