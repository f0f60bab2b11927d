import type { EpochMs } from '../../../src/model/time.js';
import { type Boot, type Entry, mergeByTime, sortByTime } from '../entry.js';
import { wallClock } from '../payload/clock.js';
import { k0sLine, klog } from '../payload/lines.js';
import { createRandom, type Random } from '../random.js';
import type { Span } from './background.js';
import { compaction } from './etcd-lines.js';
import { type LogStream, type Scenario, type Truth, tally } from './scenario.js';

const MINUTE_MS = 60_000;
const RETRY_MS = 1_069; // measured in k0sproject/k0s#3170

export interface KonnectivityOptions extends Span {
  readonly seed: number | string;
  readonly controllers: readonly string[];
  readonly agents: readonly string[];
  readonly network: string;
  readonly offsetMinutes?: number;
  /** `old`: up to 0.33 (k0s 1.34), with counts; `new`: from 0.34 (k0s 1.35). */
  readonly wording?: 'old' | 'new';
  /** `storm`: the agents reach one controller only. `restart`: all is well again after 90 s. `healthy`: quiet. */
  readonly kind: 'storm' | 'restart' | 'healthy';
  /** `No agent available` on the controllers without agents. */
  readonly noAgentPerMinute?: number;
  /** Control-plane load balancing (Keepalived) is on. */
  readonly balancing?: boolean;
}

interface Controller {
  readonly name: string;
  readonly address: string;
  readonly boot: Boot;
  readonly pid: number;
  readonly holdsVip: boolean;
}

const RESTART_FLOOD_MS = 90_000;

function controllersOf({
  seed,
  controllers,
  network,
  from,
}: KonnectivityOptions): readonly Controller[] {
  return controllers.map((name, no) => {
    const random = createRandom(seed, name);
    const boot = { id: random.hex(32), at: from - 300 * MINUTE_MS };
    return {
      name,
      address: `${network}.${11 + no}`,
      boot,
      pid: random.int(900, 1900),
      holdsVip: no === 0,
    };
  });
}

type Speak = (at: EpochMs, msg: string, fields?: Readonly<Record<string, string>>) => Entry;
const speaker = ({ name, boot, pid }: Controller, offsetMinutes: number): Speak => {
  return (at, msg, fields = {}) => ({
    at,
    node: name,
    ident: 'k0s',
    unit: 'k0scontroller.service',
    pid,
    message: k0sLine({ at, msg, fields, offsetMinutes }),
    priority: 6,
    boot,
    stream: 'stderr',
  });
};

const child = (component: string) => ({ component, stream: 'stderr' });

/** Keepalived's console lines: `%c`, local time, no level. */
function keepalivedStart(
  self: Controller,
  vip: string,
  at: EpochMs,
  offsetMinutes: number,
): readonly (readonly [EpochMs, string])[] {
  const stamp = (time: EpochMs): string => {
    const clock = wallClock(time, offsetMinutes);
    return `${clock.dayName} ${clock.monthName} ${clock.day.replace(/^0/, ' ')} ${clock.time} ${clock.year}`;
  };
  const texts: readonly (readonly [number, string])[] = [
    [0, 'Starting Keepalived v2.2.8 (04/04,2023)'],
    [12, '(k0s-vip-0) Entering BACKUP STATE (init)'],
    ...(self.holdsVip
      ? ([
          [3_210, '(k0s-vip-0) Receive advertisement timeout'],
          [3_211, '(k0s-vip-0) Entering MASTER STATE'],
          [3_212, `(k0s-vip-0) Sending/queueing gratuitous ARPs on eth0 for ${vip}`],
        ] as const)
      : []),
  ];
  return texts.map(([after, text]) => [at + after, `${stamp(at + after)}: ${text}`]);
}

function controllerStart(
  self: Controller,
  all: readonly Controller[],
  options: KonnectivityOptions,
): Entry[] {
  const { from, network, offsetMinutes = 0, balancing = true } = options;
  const say = speaker(self, offsetMinutes);
  const vip = `${network}.100`;
  const addresses = all.map(({ address }) => address).join(' ');
  const supervised = [
    'etcd',
    'kube-apiserver',
    'konnectivity',
    'kube-scheduler',
    'kube-controller-manager',
  ];
  const start: Entry[] = [
    say(from, `using api address: ${self.address}`),
    say(from + 1, 'using listen port: 6443'),
    say(from + 2, `using sans: [${[...all.map(({ address }) => address), vip].join(' ')}]`),
    ...supervised.flatMap((component, no) => [
      say(from + 400 + no * 900, 'Starting to supervise', { component }),
      say(from + 420 + no * 900, `Started successfully, go nuts pid ${self.pid + 40 + no * 7}`, {
        component,
      }),
    ]),
  ];
  if (!balancing) return start;
  const at = from + 6_000;
  return [
    ...start,
    say(at, 'Starting keepalived', { component: 'CPLB' }),
    say(at + 3, 'Starting to supervise', { component: 'keepalived' }),
    say(at + 9, `Started successfully, go nuts pid ${self.pid + 90}`, { component: 'keepalived' }),
    ...keepalivedStart(self, vip, at + 15, offsetMinutes).map(([time, text]) =>
      say(time, text, child('keepalived')),
    ),
    say(at + 9_000, `Updated the list of IPs: [${addresses}]`, { component: 'cplb-reconciler' }),
    say(at + 9_004, `cplb-reconciler update, got [${addresses}]`, { component: 'CPLB' }),
  ];
}

function* noAgent(self: Controller, options: KonnectivityOptions, to: EpochMs): Generator<Entry> {
  const { from, offsetMinutes = 0, noAgentPerMinute = 120, seed } = options;
  const random = createRandom(seed, self.name, 'no-agent');
  const say = speaker(self, offsetMinutes);
  const apiserver = self.pid + 47;
  let at = from + 14_000 + random.between(0, 400);
  while (at < to) {
    const thread = self.pid + 54;
    const dialID = random.word(18, '123456789');
    const text = `"Failed to get a backend" err="No agent available" dialID=${dialID}`;
    yield say(
      at,
      klog({ severity: 'E', at, thread, file: 'server.go:579', text, offsetMinutes }),
      child('konnectivity'),
    );
    if (random.next() < 0.04)
      yield say(
        at + 0.4,
        metricsError(at + 0.3, apiserver, offsetMinutes),
        child('kube-apiserver'),
      );
    at += 1 + random.skewed(60_000 / noAgentPerMinute, 0.8);
  }
}

function metricsError(at: EpochMs, thread: number, offsetMinutes: number): string {
  const url = 'https://10.104.142.147:443/apis/metrics.k8s.io/v1beta1';
  const err = `v1beta1.metrics.k8s.io failed with: failing or missing response from ${url}: Get \\"${url}\\": No agent available`;
  const text = `"Unhandled Error" err="${err}" logger="UnhandledError"`;
  return klog({
    severity: 'E',
    at,
    thread,
    file: 'remote_available_controller.go:448',
    text,
    offsetMinutes,
  });
}

function* quietController(self: Controller, options: KonnectivityOptions): Generator<Entry> {
  const { from, to, offsetMinutes = 0, seed } = options;
  const random = createRandom(seed, self.name, 'quiet');
  const say = speaker(self, offsetMinutes);
  const member = { memberId: random.hex(16), offsetMinutes };
  for (let at = from + 30_000 + random.between(0, 9_000); at < to; at += 300_000.013) {
    for (const line of compaction(member, at, random)) yield say(line.at, line.text, child('etcd'));
    const job = `"enqueueing job" logger="job-controller" key="shop/report-${random.int(29e6, 30e6)}" delay="1s"`;
    const text = klog({
      severity: 'I',
      at: at + 41_000,
      thread: self.pid + 68,
      file: 'job_controller.go:562',
      text: job,
      offsetMinutes,
    });
    yield say(at + 41_000, text, child('kube-controller-manager'));
  }
}

function controllerEntries(
  self: Controller,
  all: readonly Controller[],
  options: KonnectivityOptions,
): Iterable<Entry> {
  const floodTo = {
    storm: options.to,
    restart: options.from + 14_000 + RESTART_FLOOD_MS,
    healthy: options.from,
  };
  const hasNone = !self.holdsVip || options.kind === 'restart';
  return mergeByTime(
    sortByTime(controllerStart(self, all, options)),
    hasNone ? noAgent(self, options, floodTo[options.kind]) : [],
    quietController(self, options),
  );
}

/** One attempt: connect, find out that this server is connected already, close. V(4) lines of the agent. */
function attempt(
  at: EpochMs,
  serverId: string,
  servers: number,
  wording: 'old' | 'new',
): readonly (readonly [EpochMs, string, string])[] {
  const connect = [at, 'client.go:301', `"Connect to" server="${serverId}"`] as const;
  const close = [
    at + 0.019,
    'clientset.go:231',
    `"closing connection to duplicate server" serverID="${serverId}"`,
  ] as const;
  const old = `"duplicate server" serverID="${serverId}" serverCount=${servers} clientsCount=1`;
  const young = `"duplicate server connection attempt" serverID="${serverId}"`;
  return wording === 'old'
    ? [connect, close, [at + 0.044, 'clientset.go:194', old]]
    : [connect, [at + 0.03, 'clientset.go:262', young]];
}

function* agentAttempts(
  options: KonnectivityOptions,
  random: Random,
  ids: readonly string[],
): Generator<readonly [EpochMs, string, string]> {
  const { from, to, kind, wording = 'old' } = options;
  let at = from + random.between(14_000, 16_000);
  for (const id of kind === 'storm' ? ids.slice(0, 1) : ids) {
    yield [at, 'client.go:301', `"Connect to" server="${id}"`];
    if (wording === 'old')
      yield [
        at + 0.4,
        'clientset.go:226',
        `"sync added client connecting to proxy server" serverID="${id}"`,
      ];
    at += random.between(1_000, 1_100);
  }
  if (kind !== 'storm') return;
  while (at < to) {
    yield* attempt(at, ids[0] ?? '', ids.length, wording);
    at += RETRY_MS + random.between(-0.6, 0.6);
  }
}

function agentStream(name: string, no: number, options: KonnectivityOptions): LogStream {
  const random = createRandom(options.seed, name, 'pod');
  const boot = { id: random.hex(32), at: options.from - 200 * MINUTE_MS };
  const uid = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');
  const pod = {
    namespace: 'kube-system',
    name: `konnectivity-agent-${random.word(5)}`,
    uid,
    container: 'konnectivity-agent',
  };
  const ids = options.controllers.map((controller) =>
    createRandom(options.seed, controller, 'id').hex(64),
  );
  const entries = function* (): Generator<Entry> {
    const own = createRandom(options.seed, name, no);
    for (const [at, file, text] of agentAttempts(options, own, ids)) {
      const message = klog({ severity: 'I', at, thread: 1, file, text }); // pods run in UTC
      yield {
        at: at + 0.1,
        node: name,
        ident: 'konnectivity-agent',
        message,
        priority: 6,
        boot,
        pod,
        stream: 'stderr',
      };
    }
  };
  return {
    name: `${name}/pods/${pod.namespace}_${pod.name}_${uid}/konnectivity-agent/0`,
    node: name,
    entries,
  };
}

/**
 * k0s with several controllers behind one address that always leads to the same one (k0sproject/k0s#5087, #3170): the
 * agents connect, find a duplicate, close and try again; the other controllers have no agent.
 */
export function konnectivity(options: KonnectivityOptions): Scenario {
  const all = controllersOf(options);
  const journals = all.map((self) => ({
    name: self.name,
    node: self.name,
    entries: () => controllerEntries(self, all, options),
  }));
  const agents = options.agents.map((name, no) => agentStream(name, no, options));
  const streams: readonly LogStream[] = [...journals, ...agents];
  const truth = (): readonly Truth[] => {
    if (options.kind !== 'storm') return [];
    const duplicates = tally(agents, '"duplicate server');
    const without = tally(journals, 'No agent available');
    const nodes = [...duplicates.nodes, ...without.nodes].sort();
    const conclusion = (options.balancing ?? true) ? 'cplb_only' : 'single_path';
    return [{ ...duplicates, id: 'konnectivity-reconnect', conclusion, nodes, lost: 0 }];
  };
  return { streams, truth };
}
