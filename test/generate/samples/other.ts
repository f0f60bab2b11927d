import { mergeByTime } from '../entry.js';
import { fileOf, podFiles, type Sample, type SampleFile } from '../samples.js';
import { bootstrapStorm } from '../scenario/bootstrap-storm.js';
import { makeServers } from '../scenario/host.js';
import { konnectivity } from '../scenario/konnectivity.js';
import { mvccBusyWait } from '../scenario/mvcc-busy-wait.js';
import { quietRegistry } from '../scenario/registry-quiet.js';
import { slowDisk } from '../scenario/slow-disk.js';
import { slowReads } from '../scenario/slow-reads.js';
import { spegelElection } from '../scenario/spegel-election.js';

const MINUTE_MS = 60_000;

function k0sKonnectivity(): Sample {
  const seed = 'k0s-konnectivity/1';
  const from = Date.UTC(2025, 1, 3, 13, 40) + 211.093;
  const offsetMinutes = 60;
  const scenario = konnectivity({
    seed,
    kind: 'storm',
    controllers: ['ctrl-1', 'ctrl-2', 'ctrl-3'],
    agents: ['work-1', 'work-2', 'work-3'],
    network: '10.9.8',
    from,
    to: from + 20 * MINUTE_MS,
    offsetMinutes,
    noAgentPerMinute: 150,
  });
  const [, , , ...agents] = scenario.streams;
  const shown = agents.map((stream, no): SampleFile => {
    const cri = { path: `${stream.name}.log.gz`, transport: 'cri' } as const;
    const kubectl = {
      path: 'kubectl-logs/konnectivity-agent.log.gz',
      transport: 'kubectl-logs-prefix-timestamps',
    } as const;
    return { ...(no === 0 ? kubectl : cri), entries: stream.entries };
  });
  return {
    name: 'k0s-konnectivity',
    seed,
    scenario,
    files: [
      fileOf(scenario, 'ctrl-1', {
        path: 'ctrl-1.log',
        transport: 'short',
        options: { offsetMinutes },
      }),
      fileOf(scenario, 'ctrl-2', {
        path: 'ctrl-2.log.gz',
        transport: 'short',
        options: { offsetMinutes },
      }),
      fileOf(scenario, 'ctrl-3', { path: 'ctrl-3.json.gz', transport: 'json', options: { seed } }),
      ...shown,
    ],
    expected: {
      verdict: 'explained',
      findings: [
        {
          id: 'konnectivity-reconnect',
          confidence: 'confirmed',
          conclusion: 'cplb_only',
          role: 'root-cause',
        },
      ],
      allow: ['apiservice-unavailable'],
      outcomes: {
        'konnectivity-reconnect': 'present',
        'embedded-registry-loop': ['absent', 'ruled-out', 'not-assessable'],
        'etcd-slow-disk': 'absent',
      },
      fix: {
        versions: {},
        configuration: {
          'spec.network.nodeLocalLoadBalancing': { enabled: true, type: 'EnvoyProxy' },
        },
      },
    },
    about: {
      title:
        'k0s: three controllers behind one virtual address, agents that reach only one of them',
      happened: [
        'k0s v1.31.1+k0s.0 with control-plane load balancing (Keepalived) and without node-local load balancing. The virtual address is on',
        'ctrl-1. Every konnectivity agent wants three servers and always meets the same one: connect, duplicate, close, every 1.07 s. The agents',
        'were set to `-v=4` to see it. The kube-apiservers of ctrl-2 and ctrl-3 have no agent and say so for twenty minutes.',
        "Journals are in local time (one hour east), the agents' lines in UTC.",
      ],
      answer: [
        'Konnectivity reconnect storm, cause: CPLB without NLLB. A matter of configuration: enable `nodeLocalLoadBalancing` and restart the',
        'workers. No release fixes it, none may be named. The metrics API that fails is a consequence.',
      ],
    },
  };
}

function spegelLeaderElection(): Sample {
  const seed = 'spegel-leader-election/1';
  const from = Date.UTC(2024, 3, 27, 9, 58) + 211.093;
  const scenario = spegelElection({
    seed,
    pods: 32,
    healthyPods: 5,
    log: 'slog-newline',
    probeSeconds: 60,
    attempts: 3,
    from,
    to: from + 12 * MINUTE_MS,
  });
  const [single, folders] = [scenario.streams.slice(0, 5), scenario.streams.slice(5)];
  const kubectl: SampleFile = {
    path: 'healthy-pods.log',
    transport: 'kubectl-logs-prefix-timestamps',
    entries: () => mergeByTime(...single.map((stream) => stream.entries())),
  };
  const attempt = (name: string): string => `${name.split('/').at(-1)}`;
  const rest: SampleFile[] = folders.map(({ name, entries }) => ({
    path: `${name}.log${attempt(name) === '0' ? '.gz' : ''}`,
    transport: 'cri',
    entries,
  }));
  return {
    name: 'spegel-leader-election',
    seed,
    scenario,
    files: [kubectl, ...rest],
    expected: {
      verdict: ['explained', 'suspected'],
      findings: [
        {
          id: 'spegel-leader-election',
          confidence: ['confirmed', 'probable'],
          conclusion: 'startup_probe_kill',
          role: 'root-cause',
        },
      ],
      allow: [],
      outcomes: { 'spegel-leader-election': 'present', 'lease-lost': 'absent' },
      fix: { versions: { spegel: 'v0.0.30' } },
    },
    about: {
      title: 'Spegel: pods of a large cluster stop before a leader is found',
      happened: [
        'Spegel v0.0.22 as a DaemonSet. 27 of 32 pods try to acquire the lease, hear nothing more, and are ended by the start-up probe after',
        '60 s; three times each. Five pods came up; one line to acquire is normal for a follower. The program does not print its version.',
      ],
      answer: [
        'Spegel leader election, cause: the start-up probe ends the pods while they wait. Upgrade to v0.0.30 (bootstrap by DNS), v0.0.29 is the first that has it.',
      ],
    },
  };
}

function bootstrapStormSample(): Sample {
  const seed = 'bootstrap-storm/1';
  const from = Date.UTC(2025, 5, 11, 16, 0) + 211.093;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: 'v1.32.5+k3s1',
    names: ['node-a', 'node-b', 'node-c', 'node-d', 'node-e'],
    network: '198.51.100',
    at: from,
    etcdVersion: '3.5.21',
  });
  const scenario = bootstrapStorm({
    seed,
    servers,
    from,
    to: from + 20 * MINUTE_MS,
    stormFromMinute: 4,
    stormToMinute: 19,
  });
  const journal = (
    name: string,
    transport: 'short' | 'json' | 'short-full' | 'rfc5424' | 'with-unit',
    gz = '.gz',
  ) => fileOf(scenario, name, { path: `${name}.log${gz}`, transport, options: { seed } });
  return {
    name: 'bootstrap-storm',
    seed,
    scenario,
    files: [
      journal('node-a', 'short', ''),
      journal('node-b', 'json'),
      journal('node-c', 'short-full'),
      journal('node-d', 'rfc5424'),
      journal('node-e', 'with-unit'),
    ],
    expected: {
      verdict: ['explained', 'suspected'],
      findings: [{ id: 'bootstrap-storm', role: 'root-cause' }],
      allow: [],
      outcomes: {
        'bootstrap-storm': 'present',
        'etcd-slow-disk': 'absent',
        'lease-lost': 'absent',
      },
    },
    about: {
      title: 'K3s: four servers ask the first one for bootstrap data without end',
      happened: [
        'After a restore from a snapshot the certificate files of node-b … node-e are newer than the datastore. They get the bootstrap data',
        'from node-a, compare, give up, and systemd starts them again after five seconds: about seven times a minute each, for fifteen minutes.',
        'A server that joins asks once.',
      ],
      answer: [
        'Bootstrap storm: node-a answers some thirty requests a minute. The fatal line of the others names the files to remove.',
      ],
    },
  };
}

function etcdSlowDisk(): Sample {
  const seed = 'etcd-slow-disk/1';
  const from = Date.UTC(2025, 8, 3, 4, 30) + 211.093;
  const offsetMinutes = 480;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: 'v1.33.4+k3s1',
    names: ['cp-alpha', 'cp-beta', 'cp-gamma'],
    network: '10.20.0',
    at: from,
    offsetMinutes,
    etcdVersion: '3.5.21',
  });
  const scenario = slowDisk({
    seed,
    servers,
    carrier: 'k3s',
    from,
    to: from + 12.5 * MINUTE_MS,
    leaseLostMinutes: [7],
  });
  const local = { offsetMinutes, zoneName: 'CST', seed };
  return {
    name: 'etcd-slow-disk',
    seed,
    scenario,
    files: [
      fileOf(scenario, 'cp-alpha', { path: 'cp-alpha.log', transport: 'short', options: local }),
      fileOf(scenario, 'cp-beta', {
        path: 'cp-beta.export.gz',
        transport: 'export',
        options: local,
      }),
      fileOf(scenario, 'cp-gamma', { path: 'cp-gamma.json.gz', transport: 'json', options: local }),
    ],
    expected: {
      verdict: 'explained',
      findings: [
        {
          id: 'etcd-slow-disk',
          confidence: ['confirmed', 'probable'],
          nodes: ['cp-alpha'],
          role: 'root-cause',
        },
        { id: 'lease-lost', nodes: ['cp-alpha'], role: 'symptom' },
      ],
      allow: ['etcd-slow-reads', 'etcd-leader-lost', 'etcd-election-storm'],
      outcomes: {
        'etcd-slow-disk': 'present',
        'lease-lost': 'present',
        'bootstrap-storm': 'absent',
        'embedded-registry-loop': ['absent', 'ruled-out', 'not-assessable'],
      },
    },
    about: {
      title: 'K3s: the disk of one server is slow, its leases are lost and the process restarts',
      happened: [
        'Syncs of the write-ahead log on cp-alpha, the leader, take seconds. Heartbeats are late, reads retry, requests wait. After seven minutes',
        'cp-beta takes the lead, kube-controller-manager and k3s-etcd on cp-alpha cannot renew their leases, the process ends and systemd starts',
        'it again. The disk stays slow. The hosts are eight hours east of Greenwich.',
      ],
      answer: [
        'Slow disk under etcd on cp-alpha is the root; lost leases, slow reads and the change of the leader are its symptoms. No release fixes it.',
      ],
    },
  };
}

function etcdSlowReads(): Sample {
  const seed = 'etcd-slow-reads/1';
  const from = Date.UTC(2025, 9, 20, 22, 15) + 211.093;
  const offsetMinutes = 480;
  const [server] = makeServers({
    seed,
    product: 'rke2',
    version: 'v1.32.9+rke2r1',
    names: ['rke2-master-0'],
    network: '203.0.113',
    at: from,
    offsetMinutes,
  });
  if (server === undefined) throw new Error('no server');
  const scenario = slowReads({
    seed,
    server,
    from,
    to: from + 30 * MINUTE_MS,
    troubleFrom: from + 9 * MINUTE_MS,
    troubleTo: from + 27 * MINUTE_MS,
    perMinute: 40,
    medianMs: 1_400,
  });
  return {
    name: 'etcd-slow-reads',
    seed,
    scenario,
    files: podFiles(scenario, { offsetMinutes }),
    expected: {
      verdict: ['explained', 'suspected'],
      findings: [{ id: 'etcd-slow-reads', role: 'root-cause' }],
      allow: [],
      outcomes: { 'etcd-slow-reads': 'present', 'etcd-slow-disk': 'absent' },
    },
    about: {
      title: 'RKE2: etcd answers small reads after seconds, the disk is not to blame',
      happened: [
        'For eighteen minutes reads in the etcd static pod take one to several seconds, forty lines a minute, all prefixes, small answers.',
        'Not one sync is late, no heartbeat either. The log alone does not tell the cause. The node is eight hours east of Greenwich: the outer',
        "stamps of the container log and etcd's own have the zone in them, in two spellings.",
      ],
      answer: [
        'Slow reads are present and not a symptom of anything in the input. Slow disk: absent.',
      ],
    },
  };
}

function healthy(): Sample {
  const seed = 'healthy/1';
  const from = Date.UTC(2025, 5, 2, 10, 0) + 211.093;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: 'v1.31.8+k3s1',
    names: ['hub-1', 'hub-2', 'hub-3'],
    network: '10.14.0',
    at: from,
    etcdVersion: '3.5.21',
  });
  const scenario = quietRegistry({
    seed,
    servers,
    kind: 'star',
    from,
    to: from + 25 * MINUTE_MS,
    chatterMs: 5_000,
  });
  return {
    name: 'healthy',
    seed,
    scenario,
    files: [
      fileOf(scenario, 'hub-1', { path: 'hub-1.log', transport: 'short' }),
      fileOf(scenario, 'hub-2', { path: 'hub-2.json.gz', transport: 'json', options: { seed } }),
      fileOf(scenario, 'hub-3', {
        path: 'hub-3.export.gz',
        transport: 'export',
        options: { seed },
      }),
    ],
    expected: {
      verdict: 'clear',
      findings: [],
      allow: [],
      outcomes: {
        'embedded-registry-loop': ['absent', 'ruled-out'],
        'bootstrap-storm': 'absent',
        'etcd-slow-disk': 'absent',
        'etcd-slow-reads': 'absent',
        'lease-lost': 'absent',
      },
    },
    about: {
      title: 'K3s: a healthy cluster of three, at debug level, with two planned restarts',
      happened: [
        'hub-2 and hub-3 are restarted by hand, two minutes apart. Each asks hub-1 for peers at most thirteen times within ten seconds, which is',
        'normal. Compactions every five minutes, a read of a little over 100 ms now and then.',
      ],
      answer: ['Nothing. The loop is absent, not "not assessable": debug messages are there.'],
    },
  };
}

function lookAlike(): Sample {
  const seed = 'look-alike-13574/1';
  const from = Date.UTC(2026, 1, 4, 8, 0) + 211.093;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: 'v1.33.7+k3s3',
    names: ['stage-1', 'stage-2', 'stage-3'],
    network: '10.40.2',
    at: from,
    etcdVersion: '3.5.26',
  });
  const scenario = mvccBusyWait({
    seed,
    servers,
    from,
    to: from + 20 * MINUTE_MS,
    restartMinute: 3,
    debug: true,
    chatterMs: 5_000,
  });
  return {
    name: 'look-alike-13574',
    seed,
    scenario,
    files: [
      fileOf(scenario, 'stage-1', {
        path: 'stage-1.json.gz',
        transport: 'json',
        options: { seed },
      }),
      fileOf(scenario, 'stage-2', { path: 'stage-2.log', transport: 'short-iso' }),
      fileOf(scenario, 'stage-3', {
        path: 'stage-3.log.gz',
        transport: 'verbose',
        options: { seed },
      }),
    ],
    expected: {
      verdict: ['clear', 'suspected', 'explained'],
      findings: [],
      allow: ['etcd-backend-busy-wait'],
      outcomes: {
        'embedded-registry-loop': ['absent', 'ruled-out'],
        'bootstrap-storm': 'absent',
        'etcd-slow-disk': 'absent',
        'etcd-slow-reads': 'absent',
      },
    },
    about: {
      title: 'K3s: the first server is hot after a restart, and it is not the registry loop',
      happened: [
        'K3s v1.33.7+k3s3 reads its etcd database at the start through the MVCC store and leaves the backend open (k3s-io/k3s#13574): more than',
        'one core is busy on stage-1 after its restart. In the log: `Opening etcd MVCC KV store at …/etcd-tmp/…`, and snapshots are reconciled',
        'every few seconds. Debug messages are on, and nobody asks for peers.',
      ],
      answer: [
        'Not the embedded registry loop. A report may name `etcd-backend-busy-wait`; the version with the fix is v1.33.8+k3s1.',
      ],
    },
  };
}

export const otherSamples = (): readonly Sample[] => [
  k0sKonnectivity(),
  spegelLeaderElection(),
  bootstrapStormSample(),
  etcdSlowDisk(),
  etcdSlowReads(),
  healthy(),
  lookAlike(),
];
