import * as v from 'valibot';
import { parseDuration } from './duration.js';
import type { Complain } from './mistake.js';
import { PLACEHOLDERS, unknownPlaceholders } from './placeholders.js';
import { didYouMean, suggestion } from './suggest.js';

/** Parts a message and its hint: valibot carries one string per issue. */
const HINT = '\n';
const UNKNOWN = 'unknown key ';
const MISSING = 'missing key ';
const SOME_DURATION = 'such as 500ms, 1s, 2m, 1h';
const say = (what: string, hint?: string): string => (hint ? what + HINT + hint : what);

/** A mapping without unknown keys; `what` names it in messages. */
export function mapping<const E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, (issue) => {
    const key = String(issue.path?.at(-1)?.key ?? '');
    if (issue.expected === 'never')
      return say(`${UNKNOWN}'${key}'`, suggestion(key, Object.keys(entries)));
    if (issue.expected.startsWith('"')) return `${MISSING}'${key}'`;
    return say(
      `must be a mapping, not ${show(issue.input)}`,
      `with ${Object.keys(entries).join(', ')}`,
    );
  });
}

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
  v.string((issue) => say(`must be a duration, not ${show(issue.input)}`, SOME_DURATION)),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const ms = parseDuration(dataset.value);
    if (ms !== undefined && ms >= 0) return ms;
    addIssue({ message: say(`has a bad duration '${dataset.value}'`, SOME_DURATION) });
    return NEVER;
  }),
);

const sentence = v.pipe(
  words,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const name of unknownPlaceholders(dataset.value)) {
      const hint = suggestion(name, PLACEHOLDERS);
      addIssue({ message: say(`unknown placeholder '${name}'`, hint) });
    }
  }),
);
/** A text in every language of the project. */
export const text = mapping({ en: sentence, zh: sentence });
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
  const faults = result.issues.map((issue) => {
    const path = (issue.path ?? []).map((item) => item.key as string | number); // JSON-like data
    const [what = '', hint] = describe(issue, path).split(HINT);
    return { path, what, hint };
  });
  // a mistyped key is one mistake, not an unknown one and a missing one
  const meant = new Set(faults.map(({ path, hint = '' }) => `${path.slice(0, -1)} ${hint}`));
  for (const { path, what, hint } of faults) {
    const key = String(path.at(-1));
    const mistyped =
      what.startsWith(MISSING) && meant.has(`${path.slice(0, -1)} ${didYouMean(key)}`);
    if (!mistyped) complain(path, what, hint);
  }
  return undefined;
}

function describe(issue: v.BaseIssue<unknown>, path: readonly (string | number)[]): string {
  const subject = path.length > 0 ? `'${path.join('.')}'` : 'the rule';
  const parent = path.length > 1 ? ` of '${path.slice(0, -1).join('.')}'` : '';
  if (issue.message.startsWith(MISSING)) return issue.message + parent;
  if (issue.message.startsWith(UNKNOWN)) return issue.message.replace(/(?=\n|$)/, parent);
  if (issue.message.startsWith('Invalid ')) {
    const hint = issue.expected === 'string' ? 'put it in quotes' : undefined;
    const quotable = typeof issue.input === 'number' || typeof issue.input === 'boolean';
    const what = `${subject} must be ${article(issue.expected ?? 'something else')}, not ${show(issue.input)}`;
    return say(what, quotable ? hint : undefined);
  }
  return /^(?:must|has|needs) /.test(issue.message) ? `${subject} ${issue.message}` : issue.message;
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
