import type { PayloadFormat } from './payload.js';

const HEAD = /^(?:panic: |fatal error: |unexpected fault address |SIG[A-Z]+: )/;

/** A Go program dies: `panic: …`, `fatal error: …`, with its goroutines behind it. */
export const goPanicFormat: PayloadFormat = {
  id: 'go-panic',
  sample: 'panic: runtime error: invalid memory address or nil pointer dereference',
  first: 'pfuS',
  read(text) {
    if (!HEAD.test(text)) return undefined;
    return {
      layer: 'go-panic',
      message: text,
      level: 'fatal',
      fields: undefined,
      stamp: undefined,
      nested: false,
    };
  },
};
