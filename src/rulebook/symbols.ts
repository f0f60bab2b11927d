import type { FieldType, Rule, RulePlace } from '../model/rule.js';
import type { Complain, RulePath } from './mistake.js';
import { suggestion } from './suggest.js';

export type Kind = Rule['kind'];
export const KINDS: readonly Kind[] = ['signal', 'correlation', 'fact', 'diagnosis'];

export const FIELD_TYPES = [
  'int',
  'float',
  'duration',
  'bytes',
  'ip',
  'keyword',
  'time',
  'version',
] as const satisfies readonly FieldType[];

/** A rule as it was read, before its shape is known to be right. */
export interface Draft {
  readonly kind: Kind;
  readonly name: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: RulePlace;
  readonly complain: Complain;
}

/**
 * All names the rules give. Built from drafts, so that a rule with a mistake is still known and
 * those that name it are not faulted for it.
 */
export interface Symbols {
  /** The draft of that name and one of the kinds. */
  find(name: string, ...kinds: readonly Kind[]): Draft | undefined;
  /** Fields an observation of the signal (a detection of the correlation) carries, with their type. */
  fieldsOf(name: string): ReadonlyMap<string, FieldType | undefined>;
  /** Complains about a name that no rule of the kinds has; false if so. */
  expect(name: string, kinds: readonly Kind[], path: RulePath, complain: Complain): boolean;
}

/** What every observation carries, whatever the signal. See `readObservation` in model. */
export const SUBJECT_FIELDS: readonly string[] = [
  'node.name',
  'pod.uid',
  'pod.name',
  'source',
  'component',
  'cluster.name',
];

/**
 * Names and ids must be unique: signals, correlations and facts among each other, diagnoses among theirs.
 * `lost` are names of rules that could not be read: nobody is faulted for naming them.
 */
export function collectSymbols(
  drafts: readonly Draft[],
  lost: ReadonlySet<string> = new Set(),
): Symbols {
  const byName = new Map<string, Draft>();
  const keyOf = (kind: Kind, name: string) => (kind === 'diagnosis' ? `id ${name}` : name);
  for (const draft of drafts) {
    const first = byName.get(keyOf(draft.kind, draft.name));
    if (!first) byName.set(keyOf(draft.kind, draft.name), draft);
    else {
      const [key, word] = draft.kind === 'diagnosis' ? ['id', 'id'] : ['name', 'name'];
      const { file, line } = first.place;
      draft.complain([key], `duplicate ${word} '${draft.name}'`, `first at ${file}:${line}`);
    }
  }

  const find: Symbols['find'] = (name, ...kinds) => {
    for (const kind of kinds) {
      const draft = byName.get(keyOf(kind, name));
      if (draft?.kind === kind) return draft;
    }
    return undefined;
  };

  const gatherFields = (
    name: string,
    into: Map<string, FieldType | undefined>,
    seen: Set<string>,
  ) => {
    const draft = find(name, 'signal', 'correlation');
    if (!draft || seen.has(name)) return;
    seen.add(name);
    if (draft.kind === 'signal') {
      for (const [field, type] of Object.entries(draft.raw.fields ?? {}))
        into.set(
          field,
          FIELD_TYPES.find((known) => known === type),
        );
      return;
    }
    for (const signal of textsOf(draft.raw.signals)) gatherFields(signal, into, seen);
    for (const field of textsOf(draft.raw.group_by))
      if (!into.has(field)) into.set(field, undefined);
  };

  const expect: Symbols['expect'] = (name, kinds, path, complain) => {
    if (find(name, ...kinds)) return true;
    if (lost.has(name)) return false;
    const other = KINDS.find((kind) => find(name, kind));
    const known = drafts.filter(({ kind }) => kinds.includes(kind)).map((draft) => draft.name);
    const near = suggestion(name, known);
    complain(
      path,
      `unknown ${kinds.join(', ').replace(/, ([^,]*)$/, ' or $1')} '${name}'`,
      other ? `'${name}' is a ${other}` : near?.startsWith('did') ? near : undefined,
    );
    return false;
  };

  return {
    find,
    fieldsOf: (name) => {
      const fields = new Map<string, FieldType | undefined>();
      gatherFields(name, fields, new Set());
      return fields;
    },
    expect,
  };
}

const textsOf = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.filter((item) => typeof item === 'string') : [];
