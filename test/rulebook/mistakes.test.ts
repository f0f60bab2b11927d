import { describe, expect, it } from 'vitest';
import { ALL, CORRELATIONS, complaintsOf, SIGNAL } from './good-rules.js';

/** The rule with one part replaced, first in its file; all good rules it may name follow. */
function broken(rule: string, part: string, by: string): string {
  if (!rule.includes(part)) throw new Error(`'${part}' is not in the rule`);
  const others = ALL.filter((other) => other !== rule);
  return [rule.replace(part, by), ...others].join('\n---\n');
}
const _typed = (type: string): string => {
  const found = CORRELATIONS.find((rule) => rule.includes(`type: ${type}\n`));
  if (found === undefined) throw new Error(`no rule of type ${type}`);
  return found;
};

type Row = readonly [rule: string, part: string, by: string, message: string];

const SIGNAL_ROWS: readonly Row[] = [
  [SIGNAL, 'kind: signal', 'kind: singal', "1: unknown kind 'singal' (did you mean 'signal'?)"],
];

describe('one mistake, one sentence', () => {
  it('accepts the rules it starts from', () =>
    expect(complaintsOf(ALL.join('\n---\n'))).toEqual([]));

  it.each(SIGNAL_ROWS)('%#', (rule, part, by, message) => {
    expect(complaintsOf(broken(rule, part, by))).toEqual([`rule.yaml:${message}`]);
  });
});
