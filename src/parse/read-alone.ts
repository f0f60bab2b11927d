import type { Envelope } from './envelope.js';
import { isStray } from './join.js';
import { kindOf } from './join-kinds.js';
import { type Peeled, peel } from './payloads.js';
import { createTransports } from './transports.js';

/** An entry of one line. */
export interface Entry {
  readonly envelope: Envelope;
  readonly peeled: Peeled;
}

/** Reads lines each for itself; `undefined` for one that is not a whole entry, or may go on or go on with another. */
export function createLoneReader(source: string): (text: string) => Entry | undefined {
  let found: Envelope[] = [];
  const transports = createTransports(source, (envelope) => found.push(envelope));
  return (text) => {
    found = [];
    transports.push({ source, no: 1, text, cr: false, aside: true });
    const isOpen = transports.open || transports.prefixed;
    transports.skip();
    const [envelope, ...more] = found;
    if (envelope === undefined || more.length > 0 || isOpen) return undefined;
    if (transports.unparsed > 0 || envelope.repeated !== undefined) return undefined;
    const peeled = peel(envelope);
    return isStray(peeled) || kindOf(envelope, peeled) !== undefined
      ? undefined
      : { envelope, peeled };
  };
}
