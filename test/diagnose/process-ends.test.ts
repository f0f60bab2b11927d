import { expect, it } from 'vitest';
import { findProcessEnds } from '../../src/diagnose/process-ends.js';
import type { Quote, Subject } from '../../src/model/observation.js';
import type { Level } from '../../src/model/record.js';

const SECOND = 1000;
const K3S: Subject = { node: 's1', source: 'journal.json', unit: 'k3s.service' };

const quote = (signal: string, at: number, subject: Subject, level: Level): Quote => ({
  citation: { source: subject.source, line: 1, sha256: '', text: '' },
  observation: {
    signal,
    at,
    subject,
    line: 1,
    fields: signal === 'control_plane_exited' ? { unit: 'k3s.service' } : {},
  },
  level,
});

/** Does the process of the subject, whose last line came at 60 s, end with one of the quotes? */
function ends(quotes: readonly Quote[], subject: Subject = K3S): boolean {
  const find = (name: string, filter: (one: Quote) => boolean) =>
    quotes.filter(({ observation }) => observation.signal === name).filter(filter);
  return findProcessEnds(['lost', 'control_plane_exited'], find).endsWith({
    to: 60 * SECOND,
    nodes: [subject.node],
    subjects: [{ ...K3S, source: 'earlier.log' }, subject],
  });
}
const fatal = (at: number, subject = K3S) => quote('lost', at * SECOND, subject, 'fatal');
const exit = (at: number) =>
  quote('control_plane_exited', at * SECOND, { ...K3S, unit: 'init.scope' }, 'info');

it.each([
  ['a fatal line of the same process', ends([fatal(60)]), true],
  ['a fatal line a little later', ends([fatal(64)]), true],
  ['the exit of its unit', ends([exit(60)]), true],
  ['the exit, stamped without a fraction', ends([exit(59)]), true],
  ['a program that is named in place of its unit', ends([exit(60)], { ...K3S, unit: 'k3s' }), true],
  ['nothing', ends([]), false],
  ['an error', ends([quote('lost', 60 * SECOND, K3S, 'error')]), false],
  ['a fatal line before it went on', ends([fatal(50)]), false],
  ['an exit before it went on', ends([exit(50)]), false],
  ['a fatal line of another unit', ends([fatal(60, { ...K3S, unit: 'kubelet.service' })]), false],
  ['a fatal line in another file', ends([fatal(60, { ...K3S, source: 'other.json' })]), false],
  ['a fatal line of another node', ends([fatal(60, { ...K3S, node: 's2' })]), false],
  ['the exit of another unit', ends([exit(60)], { ...K3S, unit: 'keepalived.service' }), false],
  ['a pod, which outlives the unit', ends([exit(60)], { ...K3S, pod: { name: 'a' } }), false],
])('%s', (_name, over, wanted) => expect(over).toBe(wanted));
