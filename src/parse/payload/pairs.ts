import type { FieldValue } from '../../model/record.js';
import { findQuoteEnd, unquoteGo } from './go-quote.js';
import type { MutableFields } from './payload.js';

/** One `key=value` as read; reused from call to call, because there are several in each line. */
export interface Pair {
  key: string;
  value: string;
  quoted: boolean;
}

export const createPair = (): Pair => ({ key: '', value: '', quoted: false });

const BLANK = 0x20;
const EQUALS = 0x3d;
const QUOTE = 0x22;

const isBlank = (code: number): boolean => code === BLANK || code === 0x09;

/** Index of the first character that is neither blank nor tab. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** Letters, digits and `_ . - / @`: what keys of logrus and klog are made of. */
function isKeyCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x2d && code <= 0x39) ||
    (code >= 0x40 && code <= 0x5a) ||
    code === 0x5f
  );
}

/** End of the key at an index, -1 where no `key=` stands there. */
function findKeyEnd(text: string, start: number): number {
  let at = start;
  while (isKeyCode(text.charCodeAt(at))) at += 1;
  return at > start && text.charCodeAt(at) === EQUALS ? at : -1;
}

/**
 * Reads one `key=value` at an index (blanks before it are passed over) and gives the index behind it, -1
 * where there is none. Values: Go-quoted (a missing end quote ends with the text), `[…]` and `{…}` with
 * their inner blanks, klog's `<` … ` >` over several lines, else up to the next blank.
 */
export function readPair(text: string, start: number, into: Pair): number {
  const at = skipBlanks(text, start);
  const keyEnd = findKeyEnd(text, at);
  if (keyEnd === -1) return -1;
  into.key = text.slice(at, keyEnd);
  into.quoted = false;
  const from = keyEnd + 1;
  const code = text.charCodeAt(from);
  if (code === QUOTE) return readQuoted(text, from + 1, into);
  if (code === 0x3c && text.charCodeAt(from + 1) === 0x0a) return readLines(text, from + 2, into);
  const end = code === 0x5b || code === 0x7b ? findClosing(text, from) : findBlank(text, from);
  into.value = text.slice(from, end);
  return end;
}

function readQuoted(text: string, from: number, into: Pair): number {
  const end = findQuoteEnd(text, from);
  into.quoted = true;
  into.value = unquoteGo(text.slice(from, end === -1 ? text.length : end));
  return end === -1 ? text.length : end + 1;
}

/** klog's value of several lines: each begins with a tab (or the blanks it became), the last is ` >`. */
function readLines(text: string, from: number, into: Pair): number {
  const end = text.indexOf('\n >', from - 1);
  const lines = text.slice(from, end === -1 ? text.length : end).split('\n');
  into.quoted = true;
  into.value = lines.map((line) => line.replace(/^(?:\t| {1,8})/, '')).join('\n');
  return end === -1 ? text.length : end + 3;
}

function findBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBlank(text.charCodeAt(at)) && text.charCodeAt(at) !== 0x0a) at += 1;
  return at;
}

/** Index behind the bracket that closes the one at `from`; quoted brackets do not count. */
function findClosing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = findQuoteEnd(text, at + 1);
      if (end === -1) return text.length;
      at = end;
    } else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** An unquoted value: numbers that a double holds exactly, true and false by type, all else as text. */
export function typedValue(value: string): FieldValue {
  const code = value.charCodeAt(0);
  if ((code >= 0x30 && code <= 0x39) || code === 0x2d) {
    return value.length <= 15 && DECIMAL.test(value) ? Number(value) : value;
  }
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}

const scratch = createPair();

/** Reads pairs into `fields` as far as they go; gives the index where it stopped. */
export function readPairs(text: string, start: number, fields: MutableFields): number {
  let at = start;
  for (let next = readPair(text, at, scratch); next !== -1; next = readPair(text, at, scratch)) {
    fields[scratch.key] = scratch.quoted ? scratch.value : typedValue(scratch.value);
    at = next;
  }
  return at;
}
