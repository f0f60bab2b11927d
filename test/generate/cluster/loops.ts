import type { EpochMs } from '../../../src/model/time.js';
import { makeServers, type Server } from '../scenario/host.js';
import type { RateLimit } from '../scenario/journald.js';
import { registryLoop } from '../scenario/registry-loop.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Answer, type Cluster, fromFirst, type Member } from './cluster.js';

const MINUTE_MS = 60_000;

export interface LoopOptions {
  readonly seed: string;
  /** The servers' names in request order; one: its address leads back to it. */
  readonly cycle: readonly string[];
  /** Servers that join the first of the cycle and are part of no cycle. */
  readonly others?: readonly string[];
  readonly network?: string;
  readonly version?: string;
  readonly product?: 'k3s' | 'rke2';
  readonly at?: EpochMs;
  readonly offsetMinutes?: number;
  /** Requests a minute on each server of the cycle. */
  readonly perMinute?: number;
  readonly debug?: boolean;
  readonly rateLimit?: RateLimit;
  /** So much the clock of each server is ahead, in the order of the names. */
  readonly clocksMs?: readonly number[];
  /** The virtual address in `server:`, held by the one server of the cycle. */
  readonly vip?: Vip;
}

export interface Vip {
  readonly address: string;
  /** What stands in `server:`. Default: the address. */
  readonly name?: string;
  /** What the server sees as the sender of its own requests. */
  readonly client: 'own' | 'vip';
  /** Does the list of the machine's addresses show it? */
  readonly isShown: boolean;
  readonly tlsSan?: boolean;
  /** Files that tell of it. */
  readonly files?: Readonly<Record<string, string>>;
}

const SPAN_MINUTES = 6.5;
const AT = Date.UTC(2025, 3, 22, 9, 50) + 407.561;

const portOf = ({ product }: Server): number => (product === 'k3s' ? 6443 : 9345);

/** A cluster with one loop: each server of `cycle` has the next in its `server:`. */
export function loopCluster(options: LoopOptions): Cluster {
  const { seed, cycle, others = [], at = AT, debug = true, vip } = options;
  const names = [...cycle, ...others].sort();
  const servers = makeServers({
    seed,
    product: options.product ?? 'k3s',
    version: options.version ?? 'v1.32.3+k3s1',
    names,
    network: options.network ?? '10.61.0',
    at,
    offsetMinutes: options.offsetMinutes ?? 0,
  });
  const perMinute = options.perMinute ?? 120;
  const scenario = registryLoop({
    seed,
    servers,
    cycle,
    from: at,
    to: at + SPAN_MINUTES * MINUTE_MS,
    restartMinutes: servers.map(() => 0.2),
    closedFromMinute: 0.5,
    joins: [{ atMinute: 0.8, node: cycle[0] ?? '', requests: 2 }],
    // two chains
    hopMs: (2 * MINUTE_MS) / (perMinute * cycle.length),
    debug,
    registries: ['docker.io'],
    chatterMs: 20_000,
    ...(options.rateLimit ? { rateLimit: options.rateLimit } : {}),
    ...(vip?.client === 'vip' ? { selfAddress: vip.address } : {}),
  });
  const members = servers.map((server, no) =>
    toMember(server, { ...options, scenario, servers, clockMs: options.clocksMs?.[no] ?? 0 }),
  );
  const answer = debug ? { answer: answerOf(scenario, cycle) } : {};
  return { members, collectedAt: at + 60 * MINUTE_MS, ...answer };
}

interface MemberOptions extends LoopOptions {
  readonly scenario: Scenario;
  readonly servers: readonly Server[];
  readonly clockMs: number;
}

function toMember(server: Server, options: MemberOptions): Member {
  const { scenario, servers, cycle, vip, debug = true, clockMs } = options;
  const place = cycle.indexOf(server.name);
  const next = cycle[(place + 1) % cycle.length] ?? '';
  const target = place === -1 ? cycle[0] : next;
  const address =
    vip?.name ?? vip?.address ?? servers.find(({ name }) => name === target)?.address ?? '';
  const stream = scenario.streams.find(({ name }) => name === server.name);
  return {
    server,
    entries: () => stream?.entries() ?? [],
    joins: `https://${address}:${portOf(server)}`,
    debug,
    clockMs,
    ...(vip?.isShown && place !== -1 ? { holds: [vip.address] } : {}),
    ...(vip?.tlsSan ? { tlsSan: [vip.name ?? vip.address] } : {}),
    ...(vip?.files ? { files: vip.files } : {}),
  };
}

function answerOf(scenario: Scenario, cycle: readonly string[]): Answer {
  const [truth] = scenario.truth();
  return {
    conclusion: cycle.length === 1 ? 'self_reference' : 'ring',
    confidence: 'confirmed',
    nodes: [...cycle].sort(),
    cycles: [fromFirst(cycle)],
    count: truth?.count ?? 0,
    atLeast: (truth?.lost ?? 0) > 0,
  };
}

/** Two clusters' servers in one: what is true of each is true of both. */
export function together(a: Cluster, b: Cluster): Cluster {
  const answers = [a, b].flatMap(({ answer }) => (answer ? [answer] : []));
  const [first] = answers;
  const answer = first && {
    ...first,
    nodes: answers.flatMap(({ nodes }) => nodes).sort(),
    cycles: answers.flatMap(({ cycles }) => cycles),
    count: answers.reduce((sum, { count }) => sum + count, 0),
    atLeast: answers.some(({ atLeast }) => atLeast),
  };
  return {
    members: [...a.members, ...b.members],
    collectedAt: Math.max(a.collectedAt, b.collectedAt),
    ...(answer ? { answer } : {}),
  };
}
