import type { Observation } from '../model/observation.js';
import { ownText } from '../model/text.js';
import type { EpochMs } from '../model/time.js';

/** Addresses kept over all sources and signals. */
const MAX_CLAIMS = 20_000;

/** An address that the programs of a source call their own, in their start lines. */
export interface OwnAddress {
  readonly source: string;
  /** The node the records name; empty where they name none. */
  readonly node: string;
  readonly signal: string;
  readonly address: string;
  /** The first and the last line that tells it. */
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Bounded; pods are left out: their addresses are not those of their node. */
export interface OwnAddressKeeper {
  see(observation: Observation): void;
  list(): readonly OwnAddress[];
  /** What was listed of sources that another thread read. */
  absorb(taken: readonly OwnAddress[]): void;
}

type Open = { -readonly [K in keyof OwnAddress]: OwnAddress[K] };

export function createOwnAddresses(): OwnAddressKeeper {
  const claims = new Map<string, Open>();
  const keyOf = ({ source, node, signal, address }: Omit<OwnAddress, 'from' | 'to'>): string =>
    [source, node, signal, address].join('\u0001');
  return {
    see({ signal, subject: { node, source, pod }, fields: { own_address: told }, at }) {
      if (typeof told !== 'string' || pod !== undefined || at === undefined) return;
      const key = keyOf({ source, node, signal, address: told });
      const held = claims.get(key);
      if (held) {
        held.from = Math.min(held.from, at);
        held.to = Math.max(held.to, at);
      } else if (claims.size < MAX_CLAIMS) {
        const address = ownText(told);
        claims.set(ownText(key), { source, node, signal, address, from: at, to: at });
      }
    },
    list: () => [...claims.values()],
    absorb(taken) {
      for (const claim of taken) {
        const key = keyOf(claim);
        if (claims.size < MAX_CLAIMS && !claims.has(key)) claims.set(key, { ...claim });
      }
    },
  };
}
