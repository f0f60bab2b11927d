import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { renderJson } from '../src/report/json.js';
import { falseCitation } from './support/read-back.js';

/** A word, or several of which one is right. */
type Words = string | readonly string[];

interface Expected {
  readonly verdict: Words;
  readonly findings: readonly {
    readonly id: string;
    readonly confidence?: Words;
    readonly conclusion?: string;
    readonly role?: string;
    readonly nodes?: readonly string[];
    readonly cycle?: readonly string[];
    readonly atLeast?: boolean;
  }[];
  /** Ids that may be found besides. */
  readonly allow: readonly string[];
  readonly outcomes: Readonly<Record<string, Words>>;
  /** Of the root cause. */
  readonly fix?: { readonly versions: unknown; readonly configuration?: unknown };
}

const among = (words: Words): unknown =>
  typeof words === 'string' ? words : expect.toSatisfy((word: string) => words.includes(word));

const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync('rules/report.schema.json', 'utf8')),
);
const samples = readdirSync('samples', { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);
const LOOK = { width: 80, color: false, lang: 'en' } as const;

describe.each(samples.map(({ name }) => name))('sample %s', (name) => {
  const report = analyze({ paths: [`samples/${name}/input`] });
  // Written by hand from what the generator did, never from the program's output.
  const expected: Expected = JSON.parse(readFileSync(`samples/${name}/expected.json`, 'utf8'));

  it('gives the expected verdict, and no finding besides', async () => {
    const { verdict, findings } = await report;
    expect(verdict).toEqual(among(expected.verdict));
    const wanted = expected.findings.map(({ id }) => id);
    const found = findings.map(({ id }) => id);
    if (found[0] !== undefined) expect([wanted[0], ...expected.allow]).toContain(found[0]);
    expect(found).toEqual(expect.arrayContaining(wanted));
    expect(found.filter((id) => !wanted.includes(id) && !expected.allow.includes(id))).toEqual([]);
  });

  it.each(expected.findings)('finds $id as expected', async ({ id, ...wanted }) => {
    const finding = (await report).findings.find((found) => found.id === id);
    const { confidence, conclusion, role, nodes, cycle, atLeast } = wanted;
    expect(finding).toMatchObject({
      ...(confidence === undefined ? {} : { confidence: among(confidence) }),
      ...(conclusion === undefined ? {} : { conclusion }),
      ...(role === undefined ? {} : { role }),
      ...(nodes === undefined ? {} : { nodes }),
      ...(cycle === undefined ? {} : { cycles: [cycle] }),
      ...(atLeast === undefined ? {} : { count: { atLeast } }),
    });
  });

  it('gives the expected outcome of each diagnosis', async () => {
    const { outcomes } = await report;
    const built = outcomes.filter(({ id }) => expected.outcomes[id] !== undefined);
    expect(Object.fromEntries(built.map(({ id, verdict }) => [id, verdict]))).toEqual(
      Object.fromEntries(built.map(({ id }) => [id, among(expected.outcomes[id] ?? '')])),
    );
    expect(built.length).toBeGreaterThan(0);
  });

  it.skipIf(!expected.fix)('names the release or setting that ends it', async () => {
    const [root] = (await report).findings;
    expect(root?.fixVersions).toEqual(expected.fix?.versions);
    expect(root?.fix.configuration).toEqual(expected.fix?.configuration ?? {});
  });

  it('cites only lines that stand where it says', async () => {
    const citations = (await report).findings.flatMap(({ evidence }) => evidence);
    expect(citations.flatMap((citation) => falseCitation(citation) ?? [])).toEqual([]);
    for (const { id, evidence } of (await report).findings) {
      expect([id, evidence.length > 0]).toEqual([id, true]);
    }
  });

  it('gives a report that its JSON Schema accepts', async () => {
    const json: unknown = JSON.parse(renderJson(await report, LOOK));
    expect(validate(json) ? [] : validate.errors).toEqual([]);
  });
});
