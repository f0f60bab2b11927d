import type { EpochMs } from '../../../src/model/time.js';
import type { Boot, Entry } from '../entry.js';
import { createRandom } from '../random.js';

export type Product = 'k3s' | 'rke2';

/** A server of a K3s or RKE2 cluster. */
export interface Server {
  readonly name: string;
  readonly address: string;
  readonly product: Product;
  readonly version: string;
  readonly commit: string;
  readonly etcdVersion: string;
  /** libp2p peer id of the embedded registry. */
  readonly peerId: string;
  /** etcd member id, hexadecimal. */
  readonly memberId: string;
  readonly boot: Boot;
  /** Zone of the host, minutes east of Greenwich. */
  readonly offsetMinutes: number;
  readonly unit: string;
  readonly ident: string;
}

/** A process of the unit: it lives from its start to the next one. */
export interface Life {
  readonly pid: number;
  readonly from: EpochMs;
}

export interface ServerOptions {
  readonly seed: number | string;
  readonly product: Product;
  readonly version: string;
  readonly names: readonly string[];
  /** The first three numbers; servers get .11, .12 … */
  readonly network: string;
  readonly at: EpochMs;
  readonly offsetMinutes?: number;
  readonly etcdVersion?: string;
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const HOUR_MS = 3_600_000;

export function makeServers(options: ServerOptions): readonly Server[] {
  return options.names.map((name, at) => {
    const random = createRandom(options.seed, name, 'server');
    return {
      name,
      address: `${options.network}.${11 + at}`,
      product: options.product,
      version: options.version,
      commit: createRandom(options.version).hex(options.product === 'k3s' ? 8 : 40),
      etcdVersion: options.etcdVersion ?? '3.5.19',
      peerId: `Qm${random.word(44, BASE58)}`,
      memberId: random.hex(16),
      boot: { id: random.hex(32), at: options.at - random.int(24, 400) * HOUR_MS },
      offsetMinutes: options.offsetMinutes ?? 0,
      unit: options.product === 'k3s' ? 'k3s.service' : 'rke2-server.service',
      ident: options.product,
    };
  });
}

export function makeLives(server: Server, starts: readonly EpochMs[]): readonly Life[] {
  const random = createRandom(server.boot.id, 'pids');
  let pid = random.int(900, 2400);
  return starts.map((from) => {
    pid += random.int(40, 90_000);
    return { pid, from };
  });
}

/** The pid at an instant; of the first life where it lies before all. */
export function pidAt(lives: readonly Life[], at: EpochMs): number {
  const life = lives.findLast(({ from }) => from <= at) ?? lives[0];
  return life?.pid ?? 1;
}

/** A line the unit printed. */
export function fromUnit(server: Server, pid: number, at: EpochMs, message: string): Entry {
  const { name: node, ident, unit, boot } = server;
  return { at, node, ident, unit, pid, message, priority: 6, boot, stream: 'stderr' };
}

/** A line of pid 1 about the unit. */
export function fromSystemd(server: Server, at: EpochMs, message: string): Entry {
  const { name: node, unit, boot } = server;
  const extra = { UNIT: unit };
  const head = { at, node, ident: 'systemd', unit, pid: 1, boot };
  return { ...head, message, priority: 6, transport: 'journal', extra };
}
