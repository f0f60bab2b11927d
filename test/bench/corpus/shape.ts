import type { EpochMs } from '../../../src/model/time.js';
import type { Random } from '../../generate/random.js';
import type { Server } from '../../generate/scenario/host.js';

/** What a program needs to print one line. */
export interface Draw {
  readonly at: EpochMs;
  readonly random: Random;
  readonly server: Server;
  readonly pid: number;
}

/** How the payload is written: it decides in which logs a line may stand. */
export type Form = 'klog' | 'zap' | 'json' | 'logrus' | 'other';

/** Who printed it; absent: the unit of the server. */
export interface Speaker {
  readonly ident: string;
  readonly unit?: string;
  readonly kernel?: boolean;
}

/** One kind of line. */
export interface Shape {
  readonly form: Form;
  readonly speaker?: Speaker;
  readonly print: (draw: Draw) => string;
}

export const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');

/** A pod of a shop: `shop/web-6d59c8d4f7-8x2kq`. */
export const podName = (random: Random): string =>
  `${random.pick(['shop', 'billing', 'kube-system', 'monitoring'])}/${random.pick(['web', 'cart', 'coredns', 'ledger', 'exporter'])}-${random.word(10)}-${random.word(5)}`;
