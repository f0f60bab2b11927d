import * as v from 'valibot';
import { parseDuration } from './duration.js';
import type { Complain } from './mistake.js';
import { suggestion } from './suggest.js';

/** Parts a message and its hint: valibot carries one string per issue. */
const HINT = '\n';
const say = (what: string, hint?: string): string => (hint ? what + HINT + hint : what);

/** A mapping without unknown keys; `what` names it in messages. */
export function mapping<const E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, (issue) => {
    const key = String(issue.path?.at(-1)?.key ?? '');
    if (issue.expected === 'never')
      return say(`unknown key '${key}'`, suggestion(key, Object.keys(entries)));
    if (issue.expected.startsWith('"')) return say(`missing key ${quoteKey(issue.expected)}`);
    return say(`expected a mapping, not ${show(issue.input)}`);
  });
}

const quoteKey = (expected: string): string => expected.replaceAll('"', "'");

/** One of a closed list of words. */
export const oneOf = <const T extends readonly string[]>(kind: string, words: T) =>
  v.picklist(words, (issue) =>
    say(`unknown ${kind} ${show(issue.input)}`, suggestion(String(issue.input), words)),
  );

export const words = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'must not be empty'),
);
export const nonEmpty = <S extends v.GenericSchema>(item: S) =>
  v.pipe(v.array(item), v.minLength(1, 'must not be empty'));

/** `1m30s` as milliseconds, above zero. */
export const duration = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const ms = parseDuration(dataset.value);
    if (ms !== undefined && ms >= 0) return ms;
    addIssue({ message: say(`bad duration '${dataset.value}'`, 'such as 500ms, 1s, 2m, 1h') });
    return NEVER;
  }),
);

/** A text in every language of the project. */
export const text = mapping({ en: words, zh: words });
export const scalar = v.union([v.string(), v.number(), v.boolean()]);
/** One value or a list of them, as a list. */
export const oneOrMore = <S extends v.GenericSchema>(item: S) =>
  v.lazy(
    (input): v.GenericSchema<unknown, v.InferOutput<S>[]> =>
      Array.isArray(input)
        ? nonEmpty(item)
        : v.pipe(
            item,
            v.transform((value) => [value]),
          ),
  );

export const name = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]*$/, (issue) =>
    say(`bad name '${issue.input}'`, 'lower-case letters, digits and _'),
  ),
);

/** Checks the shape of a rule; every mistake goes to `complain`. Returns `undefined` if there was one. */
export function readShape<S extends v.GenericSchema>(
  schema: S,
  raw: unknown,
  complain: Complain,
): v.InferOutput<S> | undefined {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map((item) => item.key as string | number); // JSON-like data
    const [what = '', hint] = describe(issue, path).split(HINT);
    complain(path, what, hint);
  }
  return undefined;
}

const OWN_WORDS: ReadonlySet<string> = new Set(['strict_object', 'picklist']);

function describe(issue: v.BaseIssue<unknown>, path: readonly (string | number)[]): string {
  const subject = path.length > 0 ? `'${path.join('.')}'` : 'the rule';
  if (OWN_WORDS.has(issue.type)) return issue.message;
  if (issue.kind === 'schema') {
    const hint = issue.expected === 'string' ? 'put it in quotes' : undefined;
    const quotable = typeof issue.input === 'number' || typeof issue.input === 'boolean';
    const what = `${subject} must be ${article(issue.expected ?? 'something else')}, not ${show(issue.input)}`;
    return say(what, quotable ? hint : undefined);
  }
  return issue.message.startsWith('must ') ? `${subject} ${issue.message}` : issue.message;
}

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['Array', 'a list'],
  ['Object', 'a mapping'],
  ['(string | number | boolean)', 'a value'],
]);
const article = (expected: string): string => TYPE_WORDS.get(expected) ?? expected;

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `'${value}'` : String(value);
}
