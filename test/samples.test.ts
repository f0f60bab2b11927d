import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { renderJson } from '../src/report/json.js';
import { falseCitation } from './support/read-back.js';

interface Expected {
  readonly verdict: string;
  readonly findings: readonly {
    readonly id: string;
    readonly confidence?: string;
    readonly conclusion?: string;
    readonly role?: string;
    readonly nodes?: readonly string[];
  }[];
  readonly outcomes?: Readonly<Record<string, string>>;
  readonly fix?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync('rules/report.schema.json', 'utf8')),
);
const samples = readdirSync('samples', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const LOOK = { width: 80, color: false, lang: 'en' } as const;

describe.each(samples.map(({ name }) => name))('sample %s', (name) => {
  const report = analyze({ paths: [`samples/${name}/input`] });
  // Written by hand from what the generator did, never from the program's output.
  const expected: Expected = JSON.parse(readFileSync(`samples/${name}/expected.json`, 'utf8'));

  it('gives the expected diagnosis', async () => {
    const { verdict, findings, outcomes } = await report;
    const shaped = findings.map((finding) => {
      const wanted = expected.findings.find(({ id }) => id === finding.id) ?? { id: finding.id };
      return Object.fromEntries(
        Object.keys(wanted).map((key) => [key, finding[key as keyof typeof wanted]]),
      );
    });
    expect({ verdict, findings: shaped }).toEqual({
      verdict: expected.verdict,
      findings: expected.findings,
    });
    for (const [id, wanted] of Object.entries(expected.outcomes ?? {})) {
      expect([id, outcomes.find((outcome) => outcome.id === id)?.verdict]).toEqual([id, wanted]);
    }
    for (const [id, versions] of Object.entries(expected.fix ?? {})) {
      expect(findings.find((finding) => finding.id === id)?.fixVersions).toEqual(versions);
    }
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
