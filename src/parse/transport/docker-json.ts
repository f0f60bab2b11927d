import type { Line } from '../../model/line.js';
import type { Envelope } from '../envelope.js';
import { readRfc3339 } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { parseObject, salvageString } from './json-text.js';
import { createPartJoiner } from './parts.js';
import { beginsLikeEntry } from './short-prefix.js';
import { stripColours } from './terminal.js';

/**
 * docker's json-file: `{"log":"text\n","stream":"stderr","time":"<RFC3339Nano>"}`. Lines over 16 KiB
 * are several objects; only the last one's text ends in LF. Shippers and web pages leave that out: then a short text
 * ends where the next one begins as lines of programs do, or where no LF follows at all. Fluent Bit's `_p` tells it (`F`).
 */
export const dockerJson: FormatKind = {
  id: 'docker-json',
  sample: '{"log":"W0119 slow request\\n","stream":"stderr","time":"2021-01-17T01:56:57.660613Z"}',
  create: createDocker,
};

/** Docker cuts at 16,384 bytes; what stands for bytes that are no UTF-8 has others. */
const FULL_BYTES = 16_000;

interface Piece {
  readonly log: string;
  readonly stream: string;
  readonly time: string | undefined;
  /** Fluent Bit's mark of a whole line (`F`) or a part (`P`). */
  readonly mark: string | undefined;
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The piece a line holds, also of a line that breaks off; `undefined` where the line is none. */
function readPiece(text: string): Piece | undefined {
  if (text.charCodeAt(0) !== 0x7b || !text.includes('"log":"')) return undefined;
  const object = parseObject(text);
  const log = object === undefined ? salvageTorn(text) : asText(object.log);
  const time = object === undefined ? salvageString(text, 'time') : asText(object.time);
  const stream = object === undefined ? salvageString(text, 'stream') : asText(object.stream);
  const mark = object === undefined ? undefined : asText(object._p);
  if (log === undefined || (object !== undefined && time === undefined && stream === undefined)) {
    return undefined;
  }
  return { log, stream: stream ?? 'stdout', time, mark };
}

const salvageTorn = (text: string): string | undefined => {
  const log = text.startsWith('{"log":"') ? salvageString(text, 'log') : undefined;
  return log === undefined || log.endsWith('\n') ? log : `${log}\n`;
};

function createDocker(context: Context): Format {
  const parts = createPartJoiner(context);
  const { pod } = context;
  /** Of each stream, whether its last text may be a whole line. */
  const isDoubtful = new Map<string, boolean>();

  const envelopeOf = (line: Line, { log, stream, time }: Piece): Envelope => {
    const text = log.endsWith('\n') ? log.slice(0, log.endsWith('\r\n') ? -2 : -1) : log;
    const stamp = time === undefined ? undefined : readRfc3339(time)?.stamp;
    const bare = { line, transport: dockerJson.id, stream, message: stripColours(text) };
    const stamped = stamp === undefined ? bare : { ...bare, stamp };
    return pod === undefined ? stamped : { ...stamped, pod };
  };

  return {
    id: dockerJson.id,
    push(line, text) {
      const piece = readPiece(text);
      if (piece === undefined) return false;
      const { stream, log, mark } = piece;
      if (isDoubtful.get(stream) === true && beginsLikeEntry(log)) parts.cut(stream);
      const last = mark === undefined ? log.endsWith('\n') : mark === 'F';
      const doubtful = !last && mark === undefined && Buffer.byteLength(log) < FULL_BYTES;
      isDoubtful.set(stream, doubtful);
      parts.add(stream, envelopeOf(line, piece), { last, doubtful });
      return true;
    },
    end: parts.end,
    get waits() {
      return parts.open;
    },
  };
}
