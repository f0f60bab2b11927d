import { expect, it } from 'vitest';
import type { Level } from '../../src/model/record.js';
import { createSpeakers } from '../../src/observe/speakers.js';
import { recordOf, stay } from './build.js';

type Said = readonly [node: string, component: string | undefined, level: Level | undefined];

function hear(...all: readonly Said[]) {
  const speakers = createSpeakers();
  const see = speakers.source('a.log');
  for (const [node, component, level] of all) {
    const { level: _default, ...record } = recordOf();
    const named = component === undefined ? record : { ...record, component };
    // A level of debug takes more than a line or two to be believed.
    for (let times = level === 'debug' ? 20 : 1; times > 0; times -= 1) {
      see(level === undefined ? named : { ...named, level }, node);
    }
  }
  return speakers;
}

it('hears a component at its most talkative level and above, on its own node only', () => {
  const speakers = hear(
    ['s1', 'supervisor', 'debug'],
    ['s1', 'supervisor', 'error'],
    ['s2', 'supervisor', 'info'],
  );
  const { heard } = speakers.byNode(stay);
  expect(['s1', 's2', 's3'].map((node) => heard('supervisor', 'debug', node))).toEqual([
    true,
    false,
    false,
  ]);
  expect(heard('supervisor', 'info', 's2')).toBe(true);
  expect(heard('supervisor', 'debug')).toBe(true);
  expect(speakers.heard('supervisor', 'debug')).toBe(true);
  expect(speakers.heard('supervisor', 'trace')).toBe(false);
});

it('names the nodes on which a component was not heard, unknown ones left out', () => {
  const { unheardNodes } = hear(
    ['s2', 'supervisor', 'info'],
    ['s1', 'supervisor', 'debug'],
    ['a1', 'kubelet', 'info'],
    ['', 'supervisor', 'info'],
  ).byNode(stay);
  expect(unheardNodes('supervisor', 'debug')).toEqual(['a1', 's2']);
  expect(unheardNodes('supervisor')).toEqual(['a1']);
});

it('takes a component that never tells a level as heard, but at no level', () => {
  const speakers = hear(['s1', 'etcd', undefined]);
  expect(speakers.heard('etcd')).toBe(true);
  expect(speakers.heard('etcd', 'fatal')).toBe(false);
  expect(speakers.heard('any')).toBe(false);
});

it('counts a level without a component for anybody, and knows no level by another name', () => {
  const speakers = hear(['s1', undefined, 'info']);
  expect(speakers.heard('any', 'info')).toBe(true);
  expect(speakers.heard('any', 'debug')).toBe(false);
  expect(speakers.heard('any', 'loud')).toBe(false);
  expect([...speakers.components]).toEqual([]);
});

it('completes nodes in the end: sources of one node speak for it together', () => {
  const speakers = createSpeakers();
  speakers.source('server1/etcd.log')(recordOf({ component: 'etcd', level: 'info' }), '');
  const see = speakers.source('server1/k3s.log');
  for (let times = 20; times > 0; times -= 1) {
    see(recordOf({ component: 'supervisor', level: 'debug' }), '');
  }
  speakers.source('server2/k3s.log')(recordOf({ component: 'supervisor', level: 'info' }), '');
  const { heard, unheardNodes } = speakers.byNode((subject) => ({
    ...subject,
    node: subject.source.split('/')[0] ?? '',
  }));
  expect(heard('etcd', 'info', 'server1')).toBe(true);
  expect(heard('supervisor', 'debug', 'server1')).toBe(true);
  expect(unheardNodes('supervisor', 'debug')).toEqual(['server2']);
});

it('tells records of pods apart, whose node the file does not name', () => {
  const speakers = createSpeakers();
  const see = speakers.source('n1.log');
  see(recordOf({ component: 'spegel', pod: { name: 'spegel-1' } }), '');
  see(recordOf({ component: 'kubelet' }), '');
  const placed = speakers.byNode((subject) => ({ ...subject, node: subject.pod ? '' : 'n1' }));
  expect(placed.heard('spegel', 'info', 'n1')).toBe(false);
  expect(placed.heard('spegel', 'info', '')).toBe(true);
  expect(placed.heard('kubelet', 'info', 'n1')).toBe(true);
});

it('does not take a few debug lines for the debug level', () => {
  const speakers = createSpeakers();
  const see = speakers.source('a.log');
  for (let times = 0; times < 3; times += 1) {
    see(recordOf({ component: 'supervisor', level: 'debug' }), 's1');
  }
  expect(speakers.heard('supervisor', 'debug')).toBe(false);
  expect(speakers.heard('supervisor', 'info')).toBe(true);
});
