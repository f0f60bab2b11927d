import { graphemes, widthOf } from '../report/columns.js';
import type { Row } from './line.js';
import { span } from './rows.js';
import type { Key } from './view.js';

/** A line of text that is being typed. `at`: characters before the cursor. */
export interface Prompt {
  readonly text: string;
  readonly at: number;
}

export const promptOf = (text: string): Prompt => ({ text, at: graphemes(text).length });

/** What a key does to the text; `undefined`: it is no key of typing (enter, esc, up …). */
export function typeKey({ text, at }: Prompt, key: Key): Prompt | undefined {
  const all = graphemes(text);
  switch (key) {
    case 'left':
      return { text, at: Math.max(0, at - 1) };
    case 'right':
      return { text, at: Math.min(all.length, at + 1) };
    case 'home':
      return { text, at: 0 };
    case 'end':
      return { text, at: all.length };
    case 'backspace':
      return at === 0 ? { text, at } : { text: joined(all, at - 1, at), at: at - 1 };
    case 'ctrl-u':
      return { text: all.slice(at).join(''), at: 0 };
    default:
      return isCharacter(key) ? { text: joined(all, at, at, key), at: at + 1 } : undefined;
  }
}

const joined = (all: readonly string[], to: number, from: number, between = ''): string =>
  all.slice(0, to).join('') + between + all.slice(from).join('');

/** One character as people see it; names of keys have several. */
const isCharacter = (key: Key): boolean => graphemes(key).length === 1 && widthOf(key) > 0;

/** The label, the text with its cursor, as much of the text as there is room for. */
export function promptRow(label: string, { text, at }: Prompt, width: number): Row {
  const all = graphemes(text);
  const room = Math.max(1, width - widthOf(label) - 2);
  let first = at;
  while (first > 0 && widthOf(all.slice(first - 1, at).join('')) <= room) first -= 1;
  let last = at + 1;
  while (last < all.length && widthOf(all.slice(first, last + 1).join('')) <= room) last += 1;
  return [
    span(label, 'dim'),
    span(all.slice(first, at).join('')),
    span(all[at] ?? ' ', 'chosen'),
    span(all.slice(at + 1, last).join('')),
  ];
}
