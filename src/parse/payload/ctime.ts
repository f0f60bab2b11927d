import { readCtime } from '../timestamp.js';
import type { PayloadFormat } from './payload.js';

/**
 * keepalived on its console: `%c: text` in the C locale, local time, no zone, no level.
 * Source: https://github.com/acassen/keepalived lib/logger.c
 */
export const ctimeFormat: PayloadFormat = {
  id: 'ctime',
  sample: 'Sat Nov 21 06:36:39 2026: (k0s-vip-0) Entering MASTER STATE',
  first: 'SMTWF',
  read(text) {
    if (text.charCodeAt(3) !== 0x20) return undefined;
    const read = readCtime(text);
    if (read === undefined || !text.startsWith(': ', read.end)) return undefined;
    const message = text.slice(read.end + 2);
    return {
      layer: 'ctime',
      message,
      level: undefined,
      fields: undefined,
      stamp: read.stamp,
      nested: false,
    };
  },
};
