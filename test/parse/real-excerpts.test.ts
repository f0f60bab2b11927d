import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from './entries.js';

const read = (name: string) => parse(readFileSync(`test/data/real-excerpts/${name}`, 'utf8'));

it.each([
  ['etcd-capnslog.log', ['etcd', undefined]],
  ['etcd-zap.log', ['etcd', undefined]],
  ['keepalived-console.log', [undefined]],
  ['keepalived-syslog.log', ['keepalived']],
  ['kernel-iso.log', ['kernel']],
  ['syslog-iso.log', ['etcd', 'keepalived', 'supervisor', 'kernel', undefined]],
  ['syslog-traditional.log', ['etcd', 'keepalived', 'supervisor', undefined]],
  ['cri-shapes.log', [undefined]],
])('reads every line of %s and only knows %j', (name, components) => {
  const { records, tally } = read(name);
  expect(tally.unparsed).toBe(0);
  expect(records.length).toBeGreaterThan(0);
  expect(records.filter(({ component }) => !components.includes(component))).toEqual([]);
});

it('knows component, time and level of nearly every etcd line', () => {
  for (const name of ['etcd-capnslog.log', 'etcd-zap.log']) {
    const { records } = read(name);
    const unknown = records.filter(
      ({ component, time }) => component === undefined || time === undefined,
    );
    expect(unknown.length).toBeLessThanOrEqual(2);
    expect(records.filter(({ level }) => level === undefined)).toEqual([]);
  }
});

it('hears the same signals from capnslog and zap', () => {
  const heard = (name: string) => new Set(read(name).records.map(({ message }) => message));
  for (const message of ['slow fdatasync', 'apply request took too long']) {
    expect(heard('etcd-capnslog.log')).toContain(message);
    expect(heard('etcd-zap.log')).toContain(message);
  }
});

it('joins a JSON line that syslog split', () => {
  const { records } = read('syslog-iso.log');
  const starts = records.filter(({ message }) => message === 'starting an etcd server');
  expect(starts.map(({ fields }) => fields['auto-compaction-mode'])).toContain('periodic');
});
