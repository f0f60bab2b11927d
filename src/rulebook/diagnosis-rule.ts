import * as v from 'valibot';
import type { Affected, DiagnosisRule, Requirement } from '../model/rule.js';
import { checkComponent } from './components.js';
import { PRODUCTS } from './fact-rule.js';
import { expectNames, requirement } from './requirement.js';
import { mapping, name, nonEmpty, oneOf, readShape, text, words } from './shape.js';
import { LEVELS } from './signal-rule.js';
import type { Draft, Symbols } from './symbols.js';

const version = v.pipe(
  words,
  v.regex(
    /^v?\d+(?:\.\d+)*[0-9A-Za-z.+~-]*$/,
    (issue) => `bad version '${issue.input}'\nsuch as v1.31.8+k3s1`,
  ),
);
const branch = mapping({
  introduced: v.exactOptional(version),
  fixed: v.union(
    [v.literal('never'), version],
    (issue) => `bad version '${issue.input}'\nsuch as v1.31.8+k3s1, or never`,
  ),
  move_to: v.exactOptional(version),
});
const branchKey = v.pipe(
  v.string(),
  v.regex(/^(?:\*|\d+\.\d+)$/, (issue) => `bad branch '${issue.input}'\nsuch as "1.31", or "*"`),
);
const versions = mapping({
  order: oneOf('version order', ['k3s', 'rke2', 'k0s', 'semver']),
  branches: v.record(branchKey, branch),
  prefer: v.exactOptional(version),
});
const affected = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'kind' in input
    ? mapping({ kind: v.literal('configuration') })
    : versions,
);
const requirements = v.optional(v.array(requirement), []);
const texts = v.optional(v.array(text), []);
const withoutUpgrade = {
  configuration: v.optional(v.record(v.string(), v.unknown()), {}),
  steps: texts,
  workaround: texts,
  conflicts: texts,
};

const schema = mapping({
  kind: v.literal('diagnosis'),
  id: v.pipe(
    v.string(),
    v.regex(
      /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
      (issue) => `bad id '${issue.input}'\nlower-case words joined by -`,
    ),
  ),
  status: oneOf('status', ['experimental', 'test', 'stable', 'deprecated']),
  severity: oneOf('severity', ['info', 'low', 'medium', 'high', 'critical']),
  products: nonEmpty(oneOf('product', PRODUCTS)),
  title: text,
  required: nonEmpty(requirement),
  supporting: requirements,
  mechanism: requirements,
  circumstantial: requirements,
  refuting: requirements,
  ruled_out_because: v.exactOptional(text),
  at_risk: v.exactOptional(v.array(requirement)),
  measure: v.exactOptional(words),
  not_assessable_without: v.optional(
    v.array(
      mapping({
        component: words,
        level: v.exactOptional(oneOf('level', LEVELS)),
        because: text,
        collect: v.optional(v.array(words), []),
      }),
    ),
    [],
  ),
  affected: v.optional(v.record(oneOf('product', PRODUCTS), affected), {}),
  conclusions: nonEmpty(
    mapping({
      name,
      priority: v.number(),
      when: v.exactOptional(requirement),
      cause: text,
      fix: v.exactOptional(mapping(withoutUpgrade)),
    }),
  ),
  explains: v.optional(v.array(words), []),
  fix: mapping({
    upgrade: v.exactOptional(oneOf('upgrade', ['from_affected'])),
    ...withoutUpgrade,
  }),
  verify: v.exactOptional(text),
  references: nonEmpty(
    v.pipe(
      v.string(),
      v.regex(
        /^https?:\/\/\S+$/,
        (issue) => `bad reference '${issue.input}'\na public http(s) address`,
      ),
    ),
  ),
});
type Shape = v.InferOutput<typeof schema>;

/** Reads a diagnosis; mistakes go to the draft. Returns `undefined` if its shape is wrong. */
export function readDiagnosis(draft: Draft, symbols: Symbols): DiagnosisRule | undefined {
  const shape = readShape(schema, draft.raw, draft.complain);
  if (!shape) return undefined;
  checkNames(shape, draft, symbols);
  checkSense(shape, draft);
  const {
    not_assessable_without: notAssessableWithout,
    affected: branches,
    at_risk: atRisk,
    ruled_out_because: ruledOutBecause,
    fix,
    ...rest
  } = shape;
  const conclusions = rest.conclusions.map(({ fix: own, ...conclusion }) =>
    own ? { ...conclusion, fix: { ...own, upgrade: false } } : conclusion,
  );
  return {
    ...rest,
    conclusions,
    notAssessableWithout,
    ...(atRisk ? { atRisk } : {}),
    ...(ruledOutBecause ? { ruledOutBecause } : {}),
    affected: Object.fromEntries(
      Object.entries(branches).map(([product, raw]) => [product, toAffected(raw)]),
    ),
    fix: { ...fix, upgrade: fix.upgrade !== undefined },
    place: draft.place,
  };
}

function checkNames(shape: Shape, draft: Draft, symbols: Symbols): void {
  const { complain } = draft;
  const check = (items: readonly Requirement[], key: string) => {
    for (const [index, item] of items.entries()) expectNames(item, [key, index], draft, symbols);
  };
  check(shape.required, 'required');
  check(shape.supporting, 'supporting');
  check(shape.mechanism, 'mechanism');
  check(shape.circumstantial, 'circumstantial');
  check(shape.refuting, 'refuting');
  check(shape.at_risk ?? [], 'at_risk');
  for (const [index, { when }] of shape.conclusions.entries())
    if (when !== undefined) expectNames(when, ['conclusions', index, 'when'], draft, symbols);
  if (shape.measure !== undefined)
    symbols.expect(shape.measure, ['correlation'], ['measure'], complain);
  for (const [index, id] of shape.explains.entries()) {
    if (id === shape.id) complain(['explains', index], `'${id}' explains itself`);
    else symbols.expect(id, ['diagnosis'], ['explains', index], complain);
  }
}

/** What fits the shape and still cannot be meant. */
function checkSense(shape: Shape, { complain }: Draft): void {
  for (const [index, { component }] of shape.not_assessable_without.entries())
    checkComponent(component, ['not_assessable_without', index, 'component'], complain);
  for (const product of Object.keys(shape.affected))
    if (!shape.products.some((known) => known === product))
      complain(['affected', product], `'${product}' is affected but not one of 'products'`);
  const hasVersions = Object.values(shape.affected).some((raw) => 'order' in raw);
  if (shape.fix.upgrade !== undefined && !hasVersions)
    complain(['fix', 'upgrade'], `no upgrade can be told: 'affected' names no branches`);
  const names = new Set<string>();
  for (const [index, { name: conclusion }] of shape.conclusions.entries()) {
    if (names.has(conclusion))
      complain(['conclusions', index, 'name'], `duplicate conclusion '${conclusion}'`);
    names.add(conclusion);
  }
}

function toAffected(raw: v.InferOutput<typeof affected>): Affected {
  if ('kind' in raw) return raw;
  const branches = Object.entries(raw.branches).map(([key, { move_to: moveTo, ...rest }]) => [
    key,
    moveTo === undefined ? rest : { ...rest, moveTo },
  ]);
  return { kind: 'versions', ...raw, branches: Object.fromEntries(branches) };
}
