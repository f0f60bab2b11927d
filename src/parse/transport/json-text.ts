const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Index of the quote that ends a JSON string whose first character stands at `from`; -1 without one. */
export function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end > 0) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH && end - slashes > from) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return -1;
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/gs;
const SHORT: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
/** An escape that was cut off. */
const TORN_END = /\\(?:u[0-9a-fA-F]{0,3})?$/;

/** The text inside the quotes of a JSON string, also of a torn one. */
export function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    if (typeof value === 'string') return value;
  } catch {
    // Torn or clipped: read what can be read.
  }
  return text.replace(TORN_END, '').replace(ESCAPE, (_, code?: string, letter = '') => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return SHORT[letter] ?? letter;
  });
}

/** `JSON.parse` of an object; `undefined` for anything else, also for broken text. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Record<string, unknown>; // an object that is no array
  } catch {
    return undefined;
  }
}

/** Index of the value of a key at any place of the text, -1 where the key is not written there. */
export function valueIndex(text: string, key: string): number {
  const at = text.indexOf(`"${key}"`);
  if (at < 0) return -1;
  const behind = /\s*:\s*/y;
  behind.lastIndex = at + key.length + 2;
  return behind.test(text) ? behind.lastIndex : -1;
}

/**
 * The string value of a key in broken JSON: whole, or up to where the text ends. A key of JSON cannot
 * occur inside a string, its quotes would be escaped. `undefined` where there is none.
 */
export function salvageString(text: string, key: string): string | undefined {
  const at = valueIndex(text, key);
  if (at < 0 || text.charCodeAt(at) !== QUOTE) return undefined;
  const end = endOfString(text, at + 1);
  return unescapeJson(text.slice(at + 1, end < 0 ? undefined : end));
}

/** The same for an array of byte numbers. */
export function salvageBytes(text: string, key: string): Uint8Array | undefined {
  const at = valueIndex(text, key);
  const numbers = at < 0 ? undefined : /^\[[\d,\s]*/.exec(text.slice(at))?.[0];
  if (numbers === undefined) return undefined;
  return Uint8Array.from((numbers.match(/\d+/g) ?? []).map(Number));
}
