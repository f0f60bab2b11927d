import { expect, it } from 'vitest';
import { type StreamPart, streamsOf } from '../../src/observe/streams.js';

const part = (
  source: string,
  from: number,
  to: number,
  ...hosts: readonly string[]
): StreamPart => ({
  source,
  format: hosts.length === 0 ? 'plain' : 'journald-short',
  hosts,
  from: from * 60_000,
  to: to * 60_000,
});
const DOCKER = `containers/${'0f'.repeat(32)}/${'0f'.repeat(32)}-json.log`;

it.each<[string, readonly StreamPart[]]>([
  ['files of a rotated set', [part('agent.log.1', 0, 9), part('agent.log', 9, 20)]],
  ['of Docker', [part(`${DOCKER}.2`, 0, 9), part(`${DOCKER}.1`, 9, 12), part(DOCKER, 12, 20)]],
  ['without the one being written', [part('k3s.log.2.gz', 0, 9), part('k3s.log.1', 9, 20)]],
  [
    'a name without ending beside the one being written',
    [part('messages.1', 0, 9), part('messages', 9, 20)],
  ],
  [
    'of a host that its records name',
    [part('k3s.log.1', 0, 9, 's1'), part('k3s.log', 9, 20, 's1')],
  ],
  ['exports of one journal', [part('monday.txt', 0, 9, 's1'), part('noon.txt', 9, 20, 's1')]],
])('is one stream: %s', (_name, parts) => {
  for (const given of [parts, parts.toReversed()]) {
    const streams = streamsOf(given);
    expect([...streams.keys()].sort()).toEqual(parts.map(({ source }) => source).sort());
    expect(new Set(streams.values()).size).toBe(1);
  }
});

it.each<[string, readonly StreamPart[]]>([
  ['a file alone', [part('agent.log', 0, 9)]],
  ['files that speak at the same time', [part('agent.log.1', 0, 9), part('agent.log', 5, 20)]],
  ['pods that are numbered', [part('agent.1', 0, 9), part('agent.2', 10, 20)]],
  ['files of two folders', [part('a/agent.log.1', 0, 9), part('b/agent.log', 9, 20)]],
  ['other names', [part('agent-a.log', 0, 9), part('agent-b.log', 9, 20)]],
  ['a rotated set of two hosts', [part('k3s.log.1', 0, 9, 's1'), part('k3s.log', 9, 20, 's2')]],
  ['a file without times', [part('agent.log.1', 0, 9), { source: 'agent.log', hosts: [] }]],
  [
    'journals of several hosts',
    [part('a.txt', 0, 9, 's1', 's2'), part('b.txt', 9, 20, 's1', 's2')],
  ],
  ['journals of hosts without name', [part('a.txt', 0, 9, ''), part('b.txt', 9, 20, '')]],
])('is none: %s', (_name, parts) => {
  expect(streamsOf(parts)).toEqual(new Map());
});
