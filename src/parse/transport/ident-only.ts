import type { Format, FormatKind } from './format.js';

const TAG = /^([A-Za-z(][\w.@/()-]{0,63})\[(\d{1,10})\]: ?/;
/** klog's own brackets: a step of a trace, not a process. */
const NO_TAG = new Set(['Trace', 'goroutine']);

/** A journal line whose stamp and host were cut off: `k3s[1234]: message`. */
export const identOnly: FormatKind = {
  id: 'ident-only',
  sample: 'k3s[3316]: time="2023-08-06T09:56:00Z" level=info msg="Slow SQL"',
  lenient: true,
  create: (context): Format => ({
    id: identOnly.id,
    push(line, text) {
      const [whole, ident, pid] = TAG.exec(text) ?? [];
      if (whole === undefined || ident === undefined || NO_TAG.has(ident)) return false;
      const message = text.slice(whole.length);
      context.emit({ line, transport: identOnly.id, ident, pid: Number(pid), message });
      return true;
    },
  }),
};
