import { expect, it } from 'vitest';
import type { LogRecord } from '../../src/model/record.js';
import type { SignalRule } from '../../src/model/rule.js';
import { createMatcher } from '../../src/observe/matcher.js';
import { recordOf, signalOf } from './build.js';

const loud: SignalRule = {
  ...signalOf('loud', ['boom']),
  component: 'etcd',
  fields: { took: 'duration', who: 'keyword' },
};
const notice: SignalRule = {
  ...signalOf('journald_suppressed', ['Suppressed']),
  component: 'journald',
};
const names = (record: LogRecord): readonly string[] =>
  createMatcher([loud, notice])(record).map(({ signal }) => signal.name);
const bare = (message: string): LogRecord => {
  const { level: _level, ...record } = recordOf({ message });
  return record;
};

it('takes a repeated record for the same match, and another one for its own', () => {
  const match = createMatcher([signalOf('loud', ['boom'])]);
  const first = match(recordOf({ message: 'boom 1' }));
  expect(match(recordOf({ message: 'boom 1' }))).toBe(first);
  expect(match(recordOf({ message: 'quiet' }))).toEqual([]);
  expect(match(recordOf({ message: 'boom 1' }))).toBe(first);
  expect(match(recordOf({ message: 'boom 2' }))).not.toBe(first);
});

it.each([
  ['component', { component: 'kubelet' }, 0],
  ['level', { level: 'error' }, 1],
  ['fields', { fields: { took: '3s' } }, 1],
] as const)('looks again where only the %s differs', (_what, other, count) => {
  const match = createMatcher([loud]);
  const first = match(recordOf({ message: 'boom', component: 'etcd' }));
  const second = match(recordOf({ message: 'boom', component: 'etcd', ...other }));
  expect(second).not.toBe(first);
  expect(second).toHaveLength(count);
});

it('reads the fields of each record, also of two that differ only in them', () => {
  const match = createMatcher([loud]);
  const took = ['1s', '2s', '2s'].map(
    (text) => match(recordOf({ message: 'boom', fields: { took: text } }))[0]?.fields.took,
  );
  expect(took).toEqual([1000, 2000, 2000]);
});

it('finds a literal in a field of the payload', () => {
  expect(names(recordOf({ message: 'x', fields: { error: 'boom' } }))).toEqual([]);
  const anywhere = { ...loud, where: [{ ...loud.where[0], field: 'error' }] } as SignalRule;
  const found = createMatcher([anywhere])(recordOf({ message: 'x', fields: { error: 'boom' } }));
  expect(found.map(({ signal }) => signal.name)).toEqual(['loud']);
});

it('carries only the fields that are in use', () => {
  const match = createMatcher([loud], new Set(['took']));
  const fields = { took: '1s', who: 'me' };
  expect(match(recordOf({ message: 'boom', fields }))[0]?.fields).toEqual({ took: 1000 });
});

it('takes text without time, level and speaker for prose, but not the notice of the journal', () => {
  expect(names(bare('boom'))).toEqual([]);
  expect(names(recordOf({ message: 'boom' }))).toEqual(['loud']);
  expect(names(bare('Suppressed 7124 messages from k3s.service, boom'))).toEqual([
    'journald_suppressed',
  ]);
  expect(names(bare('It says Suppressed 7124 messages from k3s.service'))).toEqual([]);
});
