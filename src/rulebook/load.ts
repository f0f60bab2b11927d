import type { CorrelationRule, Rule, Rulebook } from '../model/rule.js';
import { readCorrelation } from './correlation-rule.js';
import { readDiagnosis } from './diagnosis-rule.js';
import { readFact } from './fact-rule.js';
import { type Mistake, type RulePath, refusal } from './mistake.js';
import { orderCorrelations } from './order.js';
import { type RuleFile, readRuleFolders } from './rule-files.js';
import { type RuleSource, readSources } from './rule-source.js';
import { show } from './shape.js';
import { readSignal } from './signal-rule.js';
import { suggestion } from './suggest.js';
import { collectSymbols, type Draft, KINDS, type Symbols } from './symbols.js';

/**
 * Loads all rules below the folders; the first is the built-in pack, the others join it.
 * Throws one `AnalyzerError('rule-invalid')` that lists every mistake of every file.
 */
export async function loadRulebook(dirs: readonly string[]): Promise<Rulebook> {
  const folders = await readRuleFolders(dirs);
  const mistakes = folders.flatMap((folder) => folder.mistakes);
  const pack = folders.map((folder) => folder.pack).join('+');
  return readRulebook(
    folders.flatMap((folder) => folder.files),
    pack,
    mistakes,
  );
}

/** The rulebook of files already read. `earlier` are mistakes met on the way here. */
export function readRulebook(
  files: readonly RuleFile[],
  pack: string,
  earlier: readonly Mistake[] = [],
): Rulebook {
  const mistakes = [...earlier];
  const drafts: Draft[] = [];
  const lost = new Set<string>();
  for (const file of files) {
    const { sources, mistakes: faults, incomplete } = readSources(file);
    mistakes.push(...faults);
    const found = sources
      .map((source) => toDraft(source, mistakes))
      .filter((draft) => draft !== undefined);
    drafts.push(...found);
    if (incomplete || found.length < sources.length)
      for (const name of namesIn(file.text)) lost.add(name);
    if (sources.length === 0 && faults.length === 0)
      mistakes.push({ place: { file: file.path, line: 1 }, what: 'the file holds no rule' });
  }
  const rules = readRules(drafts, collectSymbols(drafts, lost));
  const { correlations, cycles } = orderCorrelations(rules.filter(isCorrelation));
  for (const [name = '', ...others] of cycles) {
    const draft = drafts.find((candidate) => candidate.name === name);
    draft?.complain(['signals'], `correlations feed each other: ${[name, ...others].join(' <- ')}`);
  }
  if (mistakes.length > 0) throw refusal(mistakes);
  return {
    pack,
    signals: rules.filter((rule) => rule.kind === 'signal'),
    correlations,
    facts: rules.filter((rule) => rule.kind === 'fact'),
    diagnoses: rules.filter((rule) => rule.kind === 'diagnosis'),
  };
}

/** Names a file gives, even where its YAML is broken. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/^(?:name|id): *['"]?([\w-]+)/gm)].map(([, name = '']) => name);

const isCorrelation = (rule: Rule): rule is CorrelationRule => rule.kind === 'correlation';

const readRules = (drafts: readonly Draft[], symbols: Symbols): readonly Rule[] =>
  drafts.map((draft) => readRule(draft, symbols)).filter((rule) => rule !== undefined);

function readRule(draft: Draft, symbols: Symbols): Rule | undefined {
  switch (draft.kind) {
    case 'signal':
      return readSignal(draft);
    case 'correlation':
      return readCorrelation(draft, symbols);
    case 'fact':
      return readFact(draft, symbols);
    case 'diagnosis':
      return readDiagnosis(draft, symbols);
  }
}

/** Kind and name of a document, and a way to tell mistakes in it. */
function toDraft({ raw, place, placeOf }: RuleSource, mistakes: Mistake[]): Draft | undefined {
  const refuse = (path: RulePath, what: string, hint?: string) => {
    mistakes.push({ place: placeOf(path), what, hint });
    return undefined;
  };
  if (!isMapping(raw))
    return refuse([], `expected a rule, not ${show(raw)}`, `a mapping with 'kind'`);
  const kind = KINDS.find((known) => known === raw.kind);
  if (raw.kind === undefined) return refuse([], `missing key 'kind'`, `known: ${KINDS.join(', ')}`);
  if (!kind)
    return refuse(['kind'], `unknown kind ${show(raw.kind)}`, suggestion(String(raw.kind), KINDS));
  const key = kind === 'diagnosis' ? 'id' : 'name';
  const name = raw[key];
  if (name === undefined) return refuse([], `missing key '${key}' in a ${kind}`);
  if (typeof name !== 'string') return refuse([key], `'${key}' must be a text, not ${show(name)}`);
  const where = `${kind} ${name}`;
  return {
    kind,
    name,
    raw,
    place,
    complain: (path, what, hint) => mistakes.push({ place: placeOf(path), what, where, hint }),
  };
}

const isMapping = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
