import type { Envelope } from '../envelope.js';
import { readRfc3339 } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { createPartJoiner } from './parts.js';

const SPACE = 0x20;
const COLON = 0x3a;
const FULL = 0x46;
const PART = 0x50;

/**
 * Container log files of CRI: `<RFC3339Nano> <stdout|stderr> <F|P>[:tags] <message>`. Parts (`P`) are
 * joined per stream. Source: containerd pkg/cri/io/logger.go.
 */
export const cri: FormatKind = {
  id: 'cri',
  sample: '2026-11-21T06:29:26.325767373Z stdout F starting 0',
  create: createCri,
};

/** The stream whose name stands at an index. */
function streamAt(text: string, at: number): 'stdout' | 'stderr' | undefined {
  if (text.startsWith(' stderr ', at)) return 'stderr';
  return text.startsWith(' stdout ', at) ? 'stdout' : undefined;
}

function createCri(context: Context): Format {
  const parts = createPartJoiner(context);
  const { pod } = context;
  return {
    id: cri.id,
    push(line, text) {
      const read = readRfc3339(text);
      if (read === undefined) return false;
      const stream = streamAt(text, read.end);
      if (stream === undefined) return false;
      const tagAt = read.end + 8;
      const tag = text.charCodeAt(tagAt);
      const behind = text.charCodeAt(tagAt + 1);
      if (tag !== FULL && tag !== PART) return false;
      // NaN: a line that ends with its tag, an empty message whose blank was cut off.
      if (behind !== SPACE && behind !== COLON && !Number.isNaN(behind)) return false;
      const blank = behind === SPACE ? tagAt + 1 : text.indexOf(' ', tagAt);
      const message = blank < 0 ? '' : text.slice(blank + 1);
      const bare: Envelope = { line, transport: cri.id, stamp: read.stamp, stream, message };
      parts.add(stream, pod === undefined ? bare : { ...bare, pod }, { last: tag === FULL });
      return true;
    },
    end: parts.end,
    get waits() {
      return parts.open;
    },
  };
}
