import { fileOf, podFiles, type Sample } from '../samples.js';
import { makeServers } from '../scenario/host.js';
import { registryLoop } from '../scenario/registry-loop.js';

const MINUTE_MS = 60_000;
const MIRRORED = ['docker.io', 'registry.k8s.io', 'ghcr.io', 'quay.io'];

/** k3s-io/k3s#12127 as reported: a VIP in `server:` of every server, the upgrade on a morning. */
function k3sVipLoop(): Sample {
  const seed = 'k3s-vip-loop/1';
  const from = Date.UTC(2025, 3, 13, 7, 40) + 407.561;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: 'v1.31.6+k3s1',
    names: ['alder', 'birch', 'cedar'],
    network: '192.168.66',
    at: from,
    etcdVersion: '3.5.18',
  });
  const scenario = registryLoop({
    seed,
    servers,
    cycle: ['alder'],
    from,
    to: from + 15.5 * MINUTE_MS,
    restartMinutes: [1, 3.2, 5.6],
    closedFromMinute: 3,
    joins: [
      { atMinute: 3.5, node: 'birch', requests: 2 },
      { atMinute: 5.9, node: 'cedar', requests: 2 },
      { atMinute: 12, node: '192.168.66.31', requests: 3 },
    ],
    hopMs: 720,
    debug: true,
    slowReads: true,
    rateLimit: { burst: 210 },
    registries: MIRRORED.slice(0, 2),
    chatterMs: 4_500,
  });
  return {
    name: 'k3s-vip-loop',
    seed,
    scenario,
    files: [
      fileOf(scenario, 'alder', { path: 'alder.json.gz', transport: 'json', options: { seed } }),
      fileOf(scenario, 'birch', { path: 'birch.log.gz', transport: 'short' }),
      fileOf(scenario, 'cedar', {
        path: 'cedar.export.gz',
        transport: 'export',
        options: { seed },
      }),
    ],
    expected: {
      verdict: 'explained',
      findings: [
        {
          id: 'embedded-registry-loop',
          confidence: 'confirmed',
          conclusion: 'self_reference',
          nodes: ['alder'],
          role: 'root-cause',
          cycle: ['alder'],
          atLeast: true,
        },
        { id: 'etcd-slow-reads', nodes: ['alder'], role: 'symptom' },
      ],
      allow: [],
      outcomes: {
        'embedded-registry-loop': 'present',
        'etcd-slow-reads': 'present',
        'etcd-slow-disk': 'absent',
        'bootstrap-storm': 'absent',
        'lease-lost': 'absent',
      },
      fix: { versions: { k3s: 'v1.31.8+k3s1' } },
    },
    about: {
      title: 'K3s: the first server asks itself for peers without end',
      happened: [
        'Three servers with the embedded registry are upgraded to v1.31.6+k3s1 one after the other. All of them have the same virtual',
        'address in `server:`, and alder holds it. From the restart of birch on every request for peers that reaches alder makes alder',
        'ask the virtual address, which is itself. Each restart, of cedar and later of an agent, adds more requests that never end.',
        'journald of alder drops lines: its limit was lowered to 210 lines in 30 s.',
      ],
      answer: [
        'Embedded registry loop on alder, cause: it asks itself. The slow reads of the node list are its symptom. Upgrade to',
        'v1.31.8+k3s1. Until then take `server:` away from the first server, or switch the embedded registry off. Counts are "at least".',
      ],
    },
  };
}

/** k3s-io/k3s#12127, QA's set-up: s2 joined s1, s3 joined s2, then s1 got `server:` s3. */
function k3sRing(): Sample {
  const seed = 'k3s-ring/1';
  const from = Date.UTC(2025, 3, 22, 21, 50) + 407.561;
  const offsetMinutes = 120;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: 'v1.32.3+k3s1',
    names: ['server1', 'server2', 'server3'],
    network: '10.61.0',
    at: from,
    offsetMinutes,
  });
  const scenario = registryLoop({
    seed,
    servers,
    cycle: ['server1', 'server3', 'server2'],
    from,
    to: from + 18 * MINUTE_MS,
    restartMinutes: [5, 1, 3],
    closedFromMinute: 5,
    joins: [
      { atMinute: 1.4, node: 'server2', requests: 9 },
      { atMinute: 3.4, node: 'server3', requests: 11 },
      { atMinute: 5.4, node: 'server1', requests: 4 },
      { atMinute: 11, node: '10.61.0.31', requests: 3 },
    ],
    hopMs: 620,
    debug: true,
    slowReads: true,
    registries: MIRRORED,
  });
  const local = { offsetMinutes, zoneName: 'CEST', seed };
  return {
    name: 'k3s-ring',
    seed,
    scenario,
    files: [
      fileOf(scenario, 'server1', {
        path: 'server1.log.gz',
        transport: 'short-iso',
        options: { ...local, isoColon: true },
      }),
      fileOf(scenario, 'server2', { path: 'server2.json.gz', transport: 'json', options: local }),
      fileOf(scenario, 'server3', { path: 'server3.log.gz', transport: 'short', options: local }),
    ],
    expected: {
      verdict: 'explained',
      findings: [
        {
          id: 'embedded-registry-loop',
          confidence: 'confirmed',
          conclusion: 'ring',
          nodes: ['server1', 'server2', 'server3'],
          role: 'root-cause',
          cycle: ['server1', 'server3', 'server2'],
        },
        { id: 'etcd-slow-reads', nodes: ['server1', 'server2', 'server3'], role: 'symptom' },
      ],
      allow: [],
      outcomes: {
        'embedded-registry-loop': 'present',
        'etcd-slow-reads': 'present',
        'etcd-slow-disk': 'absent',
        'bootstrap-storm': 'absent',
      },
      fix: { versions: { k3s: 'v1.32.4+k3s1' } },
    },
    about: {
      title: 'K3s: three servers whose `server:` settings form a ring',
      happened: [
        'server2 joined server1, server3 joined server2, and server1 was later given `server: https://server3:6443`. Restarted one by one',
        'into v1.32.3+k3s1, with `debug: true`. As long as server1 ran the old version a request ended; with its restart the ring closed.',
        'A restarted agent adds three more requests that go round. The hosts are two hours east of Greenwich and midnight falls into the log.',
      ],
      answer: [
        'Embedded registry loop, ring server1 → server3 → server2 → server1, on all three. Slow reads are the symptom. Upgrade to v1.32.4+k3s1.',
      ],
    },
  };
}

/** rancher/rke2#8095: the same ring on the supervisor port; etcd is a static pod. */
function rke2Ring(): Sample {
  const seed = 'rke2-ring/1';
  const from = Date.UTC(2025, 3, 30, 13, 5) + 407.561;
  const servers = makeServers({
    seed,
    product: 'rke2',
    version: 'v1.31.7+rke2r1',
    names: ['ip-172-31-4-11', 'ip-172-31-4-12', 'ip-172-31-4-13'],
    network: '172.31.4',
    at: from,
  });
  const scenario = registryLoop({
    seed,
    servers,
    cycle: ['ip-172-31-4-11', 'ip-172-31-4-13', 'ip-172-31-4-12'],
    from,
    to: from + 16 * MINUTE_MS,
    restartMinutes: [4, 1, 2.5],
    closedFromMinute: 4,
    joins: [
      { atMinute: 1.5, node: 'ip-172-31-4-12', requests: 7 },
      { atMinute: 3, node: 'ip-172-31-4-13', requests: 8 },
      { atMinute: 4.5, node: 'ip-172-31-4-11', requests: 5 },
    ],
    hopMs: 950,
    debug: true,
    slowReads: true,
    registries: MIRRORED,
  });
  const [first, second, third] = servers.map(({ name }) => name);
  return {
    name: 'rke2-ring',
    seed,
    scenario,
    files: [
      fileOf(scenario, first ?? '', { path: `${first}/rke2-server.log.gz`, transport: 'short' }),
      fileOf(scenario, second ?? '', {
        path: `${second}/rke2-server.export.gz`,
        transport: 'export',
        options: { seed },
      }),
      fileOf(scenario, third ?? '', {
        path: `${third}/rke2-server.json.gz`,
        transport: 'json',
        options: { seed },
      }),
      ...podFiles(scenario),
    ],
    expected: {
      verdict: 'explained',
      findings: [
        {
          id: 'embedded-registry-loop',
          confidence: 'confirmed',
          conclusion: 'ring',
          nodes: servers.map(({ name }) => name),
          role: 'root-cause',
          cycle: ['ip-172-31-4-11', 'ip-172-31-4-13', 'ip-172-31-4-12'],
        },
        { id: 'etcd-slow-reads', role: 'symptom' },
      ],
      allow: [],
      outcomes: {
        'embedded-registry-loop': 'present',
        'etcd-slow-reads': 'present',
        'etcd-slow-disk': 'absent',
      },
      fix: { versions: { rke2: 'v1.31.8+rke2r1' } },
    },
    about: {
      title: 'RKE2: three servers whose `server:` settings form a ring',
      happened: [
        "QA's set-up for RKE2: `server: https://…:9345` on every server, `embedded-registry: true`, four mirrors, `debug: true`, v1.31.7+rke2r1.",
        "The journals hold the supervisor only; etcd writes to its static pod's file.",
      ],
      answer: [
        'Embedded registry loop, ring 11 → 13 → 12 → 11, on all three servers. Upgrade to v1.31.8+rke2r1. The slow reads in the etcd pods are a symptom.',
      ],
    },
  };
}

/** The ring without `debug: true`: the loop itself prints nothing. */
function k3sRingInfoLevel(): Sample {
  const seed = 'k3s-ring-info-level/1';
  const from = Date.UTC(2025, 2, 18, 2, 10) + 407.561;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: 'v1.30.11+k3s1',
    names: ['edge-a', 'edge-b', 'edge-c'],
    network: '10.77.1',
    at: from,
  });
  const scenario = registryLoop({
    seed,
    servers,
    cycle: ['edge-a', 'edge-c', 'edge-b'],
    from,
    to: from + 20 * MINUTE_MS,
    restartMinutes: [5, 1, 3],
    closedFromMinute: 5,
    joins: [{ atMinute: 5.4, node: 'edge-a', requests: 12 }],
    hopMs: 300,
    debug: false,
    slowReads: true,
    registries: MIRRORED.slice(0, 1),
  });
  return {
    name: 'k3s-ring-info-level',
    seed,
    scenario,
    files: [
      fileOf(scenario, 'edge-a', { path: 'edge-a.log', transport: 'short-precise' }),
      fileOf(scenario, 'edge-b', { path: 'edge-b.log.gz', transport: 'rfc3164' }),
      fileOf(scenario, 'edge-c', { path: 'edge-c.json.gz', transport: 'json', options: { seed } }),
    ],
    expected: {
      verdict: ['suspected', 'explained'],
      findings: [
        {
          id: 'embedded-registry-loop',
          confidence: 'possible',
          nodes: ['edge-a', 'edge-b', 'edge-c'],
          role: 'root-cause',
        },
        { id: 'etcd-slow-reads', role: 'symptom' },
      ],
      allow: [],
      outcomes: {
        'embedded-registry-loop': 'present',
        'etcd-slow-reads': 'present',
        'etcd-slow-disk': 'absent',
      },
    },
    about: {
      title: 'K3s: the same ring, seen without debug messages',
      happened: [
        'A ring like the one of `k3s-ring`, but the servers log at info level: the answers to peer requests are not printed. What is left:',
        'the embedded registry started, the version is affected, and reads of the node list (`/registry/minions/`) take seconds.',
      ],
      answer: [
        'The loop is "possible", never more: three circumstances are consistent with it, none of its own lines is there, and no ring can be',
        'named. The slow reads are present, as its symptom. The answer says how to make it visible (`debug: true`, then collect the journal).',
      ],
    },
  };
}

export const registrySamples = (): readonly Sample[] => [
  k3sVipLoop(),
  k3sRing(),
  rke2Ring(),
  k3sRingInfoLevel(),
];
