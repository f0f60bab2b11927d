const PAIR =
  /\s*"((?:[^"\\]|\\.)*)"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)\s*(?:,|\}|$)/y;
const OPEN_TEXT = /\s*"([^"\\]{1,80})"\s*:\s*"((?:[^"\\]|\\.)*)\\?$/y;

/**
 * The simple pairs at the beginning of a JSON object whose end is missing (cut by a pager, by syslog's
 * 8 KB or by journald's line limit); the text that was cut is kept as far as it goes. `undefined` where
 * not even one pair is whole.
 */
export function salvageObject(text: string): Record<string, unknown> | undefined {
  if (!/^\{\s*"/.test(text)) return undefined;
  const object: Record<string, unknown> = {};
  let at = 1;
  let whole = 0;
  for (;;) {
    PAIR.lastIndex = at;
    const pair = PAIR.exec(text);
    if (pair === null) break;
    object[pair[1] ?? ''] = parseValue(pair[2] ?? '');
    at = PAIR.lastIndex;
    whole += 1;
  }
  if (whole === 0) return undefined;
  OPEN_TEXT.lastIndex = at;
  const open = OPEN_TEXT.exec(text);
  if (open !== null) object[open[1] ?? ''] = parseValue(`"${open[2] ?? ''}"`);
  return object;
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
