import type { EpochMs } from '../../../src/model/time.js';
import { type Entry, mergeByTime } from '../entry.js';
import { createRandom } from '../random.js';
import { quietEtcd, type Span } from './background.js';
import { type EtcdLine, rangeRequest, slowApply } from './etcd-lines.js';
import { fromUnit, type Life, makeLives, pidAt, type Server } from './host.js';
import { limitRate, type RateLimit } from './journald.js';
import {
  answers,
  type Chain,
  chainAnswers,
  joinRequests,
  type LoopOptions,
  SERVING,
} from './peer-requests.js';
import { type LogStream, type Scenario, type Truth, tally } from './scenario.js';
import { serverLog } from './server-log.js';

const MINUTE_MS = 60_000;

/** A node that restarts and asks its `server:` address; every request starts a chain once the cycle is closed. */
export interface Join {
  readonly atMinute: number;
  /** Name of a server, or the address of an agent. */
  readonly node: string;
  readonly requests: number;
}

export interface RegistryLoopOptions extends Span {
  readonly seed: number | string;
  readonly servers: readonly Server[];
  /** Names in request order; one name: the `server:` address leads back to the node itself. */
  readonly cycle: readonly string[];
  /** Minute of each server's restart into the affected version, in the order of `servers`. */
  readonly restartMinutes: readonly number[];
  /** From here on outside requests never come to an end. */
  readonly closedFromMinute: number;
  readonly joins: readonly Join[];
  readonly hopMs: number;
  /** Debug level: without it no answer is logged. */
  readonly debug: boolean;
  /** Reads of the node list become slow with the load. */
  readonly slowReads?: boolean;
  readonly selfAddress?: string;
  readonly rateLimit?: RateLimit;
  readonly registries?: readonly string[];
  readonly chatterMs?: number;
}

interface Prepared {
  readonly options: RegistryLoopOptions;
  readonly lives: ReadonlyMap<Server, readonly Life[]>;
  readonly loop: LoopOptions;
  readonly closedAt: EpochMs;
}

/** Where a joining node's request arrives: at the server its own `server:` names. */
function entryOf(join: Join, cycle: readonly Server[]): number {
  const own = cycle.findIndex(({ name }) => name === join.node);
  return own === -1 ? 0 : (own + 1) % cycle.length;
}

const addressOf = (node: string, servers: readonly Server[]): string =>
  servers.find(({ name }) => name === node)?.address ?? node;

function prepare(options: RegistryLoopOptions): Prepared {
  const { servers, from, to, hopMs, selfAddress } = options;
  const cycle = options.cycle.flatMap((name) => servers.filter((server) => server.name === name));
  const closedAt = from + options.closedFromMinute * MINUTE_MS;
  const chains: Chain[] = options.joins.flatMap((join, no) => {
    const at = from + join.atMinute * MINUTE_MS;
    if (at < closedAt) return [];
    const random = createRandom(options.seed, 'join', no);
    const client = addressOf(join.node, servers);
    const requests = joinRequests(client, at, join.requests, random);
    return requests.map((request, part) => ({
      at: request.at,
      entry: entryOf(join, cycle),
      client,
      seed: `${options.seed}/${no}/${part}`,
    }));
  });
  const lives = servers.map((server, at) => {
    const start = from + (options.restartMinutes[at] ?? 0) * MINUTE_MS;
    return [server, makeLives(server, [from - 90 * MINUTE_MS, start])] as const;
  });
  const self = selfAddress === undefined ? {} : { selfAddress };
  return {
    options,
    lives: new Map(lives),
    loop: { cycle, chains, hopMs, all: servers, to, ...self },
    closedAt,
  };
}

/** Joins before the cycle was closed: answered at once, a handful of lines. */
function* shortAnswers(server: Server, prepared: Prepared): Generator<Entry> {
  const { options, lives, loop, closedAt } = prepared;
  for (const [no, join] of options.joins.entries()) {
    const at = options.from + join.atMinute * MINUTE_MS;
    if (at >= closedAt || loop.cycle[entryOf(join, loop.cycle)] !== server) continue;
    const random = createRandom(options.seed, 'short', no);
    const requests = joinRequests(addressOf(join.node, options.servers), at, join.requests, random);
    yield* answers(server, lives.get(server) ?? [], options.servers, requests);
  }
}

/** Slow reads of the node list: rare at first, then many; 150 ms at first, seconds in the end. */
export function* slowNodeReads(
  server: Server,
  from: EpochMs,
  to: EpochMs,
  seed: string,
): Generator<EtcdLine> {
  const random = createRandom(seed, server.name, 'slow');
  const minor = Number(/^v1\.(\d+)/.exec(server.version)?.[1] ?? 31);
  let at = from;
  while (at < to) {
    const progress = Math.min(1, (at - from) / (6 * MINUTE_MS));
    const nodes = random.next() < 0.7;
    const request = nodes
      ? rangeRequest('/registry/minions/', minor >= 31 ? 1 : undefined)
      : `key:"/registry/leases/kube-system/${random.pick(['kube-scheduler', 'kube-controller-manager', 'k3s-etcd'])}" `;
    const tookMs = 101 + random.skewed(150 + 2_600 * progress, 0.5);
    const size = nodes ? random.int(9_000, 52_311) : random.int(410, 540);
    const response = `range_response_count:${nodes && minor < 31 ? 3 : 1} size:${size}`;
    yield slowApply(server, { at, tookMs, request, response });
    at += random.skewed(9_000 - 7_000 * progress, 0.6);
  }
}

function firstAnswer({ loop, closedAt }: Prepared): EpochMs {
  return Math.min(...loop.chains.map(({ at }) => at + 10_000), closedAt + 10 * MINUTE_MS);
}

function serverEntries(server: Server, prepared: Prepared): Generator<Entry> {
  const { options, loop } = prepared;
  const lives = prepared.lives.get(server) ?? [];
  const inCycle = loop.cycle.includes(server);
  const storm =
    options.debug && inCycle
      ? loop.chains.map((chain) => chainAnswers(server, lives, chain, loop))
      : [];
  const early = options.debug ? [shortAnswers(server, prepared)] : [];
  const reads = function* (): Generator<Entry> {
    if (!options.slowReads || server.product !== 'k3s' || !inCycle) return;
    for (const { at, text } of slowNodeReads(
      server,
      firstAnswer(prepared),
      options.to,
      String(options.seed),
    )) {
      yield fromUnit(server, pidAt(lives, at), at, text);
    }
  };
  const log = serverLog({ ...options, server, lives }, ...early, reads(), mergeByTime(...storm));
  return options.rateLimit === undefined ? log : limitRate(log, server, options.rateLimit);
}

/** The etcd pod of an RKE2 server: its log stands below /var/log/pods, not in the journal. */
function etcdPod(server: Server, prepared: Prepared): LogStream {
  const { options } = prepared;
  const uid = createRandom(server.boot.id, 'etcd-pod').hex(32);
  const pod = { namespace: 'kube-system', name: `etcd-${server.name}`, uid, container: 'etcd' };
  const wrap = ({ at, text }: EtcdLine): Entry => ({
    at: at + 0.31,
    node: server.name,
    ident: 'etcd',
    message: text,
    priority: 6,
    boot: server.boot,
    pod,
    stream: 'stderr',
  });
  const quiet = function* (): Generator<Entry> {
    for (const line of quietEtcd(server, options)) yield wrap(line);
  };
  const slow = function* (): Generator<Entry> {
    if (!options.slowReads || !prepared.loop.cycle.includes(server)) return;
    for (const line of slowNodeReads(
      server,
      firstAnswer(prepared),
      options.to,
      String(options.seed),
    ))
      yield wrap(line);
  };
  const name = `${server.name}/pods/${pod.namespace}_${pod.name}_${uid}/etcd/0`;
  return { name, node: server.name, entries: () => mergeByTime(quiet(), slow()) };
}

function truthOf(streams: readonly LogStream[], prepared: Prepared): readonly Truth[] {
  const { options, loop } = prepared;
  const nodes = [...options.cycle].sort();
  const hot = streams.filter(({ node }) => nodes.includes(node));
  const { from, to, count, lost } = tally(hot, SERVING, [firstAnswer(prepared), options.to]);
  const conclusion = loop.cycle.length === 1 ? 'self_reference' : 'ring';
  const cause = { id: 'embedded-registry-loop', conclusion, nodes, cycle: options.cycle };
  const storm: Truth = options.debug
    ? { ...cause, from, to, count, lost }
    : { ...cause, from: firstAnswer(prepared), to: options.to, count: 0, lost: 0 };
  if (!options.slowReads) return [storm];
  const slow = tally(hot, '/registry/minions/');
  return [storm, { ...slow, id: 'etcd-slow-reads', nodes, lost: 0 }];
}

/**
 * Requests for peers that go round for ever (k3s-io/k3s#12127): a rolling restart into an affected version closes the
 * cycle, and from then on each outside request adds a chain.
 */
export function registryLoop(options: RegistryLoopOptions): Scenario {
  const prepared = prepare(options);
  const journals = options.servers.map((server) => ({
    name: server.name,
    node: server.name,
    entries: () => serverEntries(server, prepared),
  }));
  const pods = options.servers
    .filter(({ product }) => product === 'rke2')
    .map((server) => etcdPod(server, prepared));
  return {
    streams: [...journals, ...pods],
    truth: () => truthOf([...journals, ...pods], prepared),
  };
}
