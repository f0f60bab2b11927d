import { isErrorWord, isHarmless, isProse } from './secret-words.js';

const END_OF_ITEM = `[,;&](?:$|[\\s"'\\\\]|[\\w.-]{1,40}[=:])`;
const INSIDE = `[^\\s"'\\\\)}\\]]|[)}\\]](?=[A-Za-z0-9])|\\\\{1,8}(?![nrt"'\\\\\\s])`;
/** A bare word as a group: it ends at blanks, quotes, brackets, or where the next item of a list begins. */
export const BARE = `(?!<masked>)((?:(?!${END_OF_ITEM})(?:${INSIDE})){1,4000})`;

/** Kinds of characters of which a random word has several. */
const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[!#$%^*+~@]/];
const PATH = /^~?\.{0,2}\/(?:[\w.-]+(?:\/|$)){0,20}$/;
const TIME = /^(?:[+-]?\d+(?:\.\d+)*(?:[nuµm]?s|m|h|d|%|[KMG]i?B?)?|\d{4}-\d\d-\d\d[\dTZ:.+-]*)$/;
const PASSWORD = /(?:pass\w{0,10}|pwd|psk)["'\\]{0,8}\s*(?:[:=]|$)/i;
const VERSION = /^v?\d+(?:\.\d+){1,3}[\w.+-]*$/;
const ADDRESS = /^[\w.-]+@[\w-]+\.[\w.-]+$/;
const SECRET_NAME = /(?:^|[^\w-])secret["'\\]*\s*[:=]\s*$/i;
const kindsOf = (value: string): number => KINDS.filter((kind) => kind.test(value)).length;

/** A path of a file; base64 may begin like one. */
export const isPath = (value: string): boolean =>
  PATH.test(value) && !value.split('/').some((part) => part.length >= 12 && kindsOf(part) >= 3);

/** Words of source code that stand where Go prints a structure. */
const CODE = /^(?:x509|http|https|rpc|oidc):|^(?:https?|wss?|unix|tcp):\/\//i;

/** Letters of both cases and digits, or a long word with digits: no word of a sentence, no name of an object. */
export function looksRandom(value: string, least = 8): boolean {
  if (value.length < least || !/\d/.test(value)) return false;
  if ([TIME, VERSION, ADDRESS].some((form) => form.test(value)) || isPath(value)) return false;
  const kinds = kindsOf(value);
  return kinds >= 3 || (/^[a-z0-9]+$/i.test(value) && value.length >= 20);
}

/** The password of a sentence may be shorter: no word, no name with a dash, no number of things. */
export const looksChosen = (value: string): boolean =>
  looksRandom(value, 6) ||
  (value.length >= 8 && (/^[a-z]+\d+[a-z\d]*$/i.test(value) || kindsOf(value) >= 3));

/**
 * Whether `value`, which stands unquoted after `name:` or `name=`, tells nothing: on and off, a path, a time, a
 * word of an error. `after` is what follows it in the text, at least a word of it.
 */
export function saysNothing(before: string, value: string, after: string): boolean {
  if (isHarmless(value) || isPath(value) || CODE.test(value)) return true;
  const word = value.replace(/[:.!?]+$/, '');
  if (isErrorWord(word) || isProse(word)) return true;
  if (/^[A-Za-z]+:$/.test(value) && /^\s/.test(after)) return true;
  if (PASSWORD.test(before)) return /^\d{1,3}$/.test(value);
  if (/^[A-Za-z]+\d:$/.test(value) && /^\s/.test(after)) return true;
  if (TIME.test(value) && (value.length < 6 || !/^\d+$/.test(value))) return true;
  // a sentence goes on; an object is named with its namespace
  return (
    (/^[A-Z]?[a-z]+$/.test(word) && /^ +[a-z(]/i.test(after) && !/^ +[\w.-]+[=:]/.test(after)) ||
    (SECRET_NAME.test(before) && /^[a-z0-9-]+\/[a-z0-9.-]+$/.test(value))
  );
}
