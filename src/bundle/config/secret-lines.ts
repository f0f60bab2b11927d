import { isHarmless, KEY_END, MASK } from './secret-words.js';

const SECRET_LINE = new RegExp(
  `^([ \\t]*)((?:- )*["']?[\\w./-]{0,80}?${KEY_END}\\+?["']?[ \\t]{0,4}:)(?:([ \\t]+)(.*))?$`,
  'i',
);
/** `key:`, `- key: value`, a closing bracket: structure, no part of a value. */
const STRUCTURE = /^[ \t]*(?:- )*(?:["']?[\w./-]+["']?[ \t]*:(?:[ \t]|$)|[\]}])/;

/**
 * Masks the values of secret keys that stand on lines of their own: `token: abc` to the end of the line, and what
 * belongs to it below (blocks after `|`, lists, texts over several lines). Numbers of lines stay.
 */
export function maskSecretLines(text: string): string {
  if (!text.includes(':')) return text;
  let depth = -1;
  let block = false;
  const lines = text.split('\n').map((line) => {
    const indent = /^[ \t]*(?:- )*/.exec(line)?.[0].length ?? 0;
    const [, lead, key = '', blank = ' ', value = ''] = SECRET_LINE.exec(line.trimEnd()) ?? [];
    if (depth >= 0 && line.trim() !== '') {
      const inside = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      if (inside > depth && (block || !STRUCTURE.test(line))) return maskItem(line);
      // a list may stand as far out as its key
      if (!block && inside === depth && /^[ \t]*- (?!.*:(?:[ \t]|$))/.test(line))
        return maskItem(line);
      if (inside <= depth) depth = -1;
    }
    if (lead === undefined) return line;
    depth = indent > lead.length ? indent - 1 : lead.length;
    block = /^[|>]/.test(value);
    const end = line.endsWith('\r') ? '\r' : '';
    return value === '' ? line : `${lead}${key}${blank}${maskValue(value)}${end}`;
  });
  return lines.join('\n');
}

const QUOTED = /^("(?:\\.|[^"\\])*"|'(?:''|[^'])*')/;

function maskValue(value: string): string {
  if (/^(?:[|>][-+\d]{0,2}|[[{],?|\{\},?|\[\],?)(?:[ \t]+#.*)?$/.test(value)) return value;
  const [quoted] = QUOTED.exec(value) ?? [];
  if (quoted !== undefined) {
    const quote = quoted[0] ?? '';
    const held = quoted.slice(1, -1);
    return held === '' || isHarmless(held)
      ? value
      : quote + MASK + quote + value.slice(quoted.length);
  }
  const [, bare = '', rest = ''] = /^(.*?)([ \t]*,?)$/.exec(value) ?? [];
  if (isHarmless(bare)) return value;
  return (/^["']/.exec(value)?.[0] ?? '') + MASK + rest;
}

/** A line of a longer value or of a list: what stands between dash, quotes and comma. */
const maskItem = (line: string): string =>
  line.replace(/^([ \t]*(?:- )*["']?)(.*?)(["']?[ \t]*,?[ \t]*\r?)$/, (_, head, body, tail) =>
    body === '' || isHarmless(body) ? head + body + tail : head + MASK + tail,
  );
