import { describe, expect, it } from 'vitest';
import { BROKEN } from './broken-rules.js';
import { ALL, complaintsOf, DIAGNOSIS, SIGNAL, STORM } from './good-rules.js';

/** The rule with one part replaced, first in its file; all good rules it may name follow. */
function withPart(rule: string, part: string, instead: string): string {
  if (!rule.includes(part)) throw new Error(`'${part}' is not in the rule`);
  const others = ALL.filter((other) => other !== rule);
  return [rule.replace(part, () => instead), ...others].join('\n---\n');
}

describe('one mistake gives one sentence', () => {
  it('and none gives none', () => expect(complaintsOf(ALL.join('\n---\n'))).toEqual([]));

  const rows = BROKEN.flatMap(([rule, parts]) => parts.map((part) => [rule, ...part] as const));
  it.each(rows.map(([rule, part, instead, complaint]) => ({ rule, part, instead, complaint })))(
    '$complaint',
    ({ rule, part, instead, complaint }) => {
      expect(complaintsOf(withPart(rule, part, instead))).toEqual([`rule.yaml:${complaint}`]);
    },
  );
});

describe('mistakes of a whole file', () => {
  it('are told in the order of the lines', () => {
    const text = [
      SIGNAL.replace('etcd', 'etdc').replace('took: duration', 'took: duratoin'),
      STORM.replace('1m', 'soon'),
    ].join('\n---\n');
    expect(complaintsOf(text)).toEqual([
      "rule.yaml:7: unknown field type 'duratoin' in signal slow_read (did you mean 'duration'?)",
      "rule.yaml:14: 'window' has a bad duration 'soon' in correlation read_storm (such as 500ms, 1s, 2m, 1h)",
    ]);
  });

  it('tell a duplicate id with both places', () => {
    const text = [...ALL, DIAGNOSIS].join('\n---\n');
    expect(complaintsOf(text)).toEqual([
      "rule.yaml:136: duplicate id 'etcd-slow-reads' in diagnosis etcd-slow-reads (first at rule.yaml:113)",
    ]);
  });

  it('fault nobody for naming a rule that cannot be read', () => {
    const text = `kind: signal\nname: slow_read\n  where: oops\n---\n${STORM}`;
    expect(complaintsOf(text)).toHaveLength(1);
  });

  it.each([
    ['', ['rule.yaml:1: the file holds no rule']],
    ['# a comment\n---\n', ['rule.yaml:1: the file holds no rule']],
    ['- kind: signal', ["rule.yaml:1: expected a rule, not a list (a mapping with 'kind')"]],
    ['rules', ["rule.yaml:1: expected a rule, not 'rules' (a mapping with 'kind')"]],
  ])('are told for a file %j', (text, complaints) =>
    expect(complaintsOf(text)).toEqual(complaints),
  );

  it('count lines with Windows line ends', () => {
    const text = SIGNAL.replace('etcd', 'etdc').replaceAll('\n', '\r\n');
    expect(complaintsOf(text)[0]).toMatch(/^rule\.yaml:3: /);
  });

  it('stay mistakes for any bad document', () => {
    const bomb = `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]`;
    for (const text of [bomb, '? [a]\n: b', '{', '&', '%YAML 9', '\u0000', 'kind: {a: 1}', '? x'])
      expect(complaintsOf(text)).not.toEqual([]);
  });
});
