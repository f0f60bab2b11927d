import fc from 'fast-check';
import { ENCODERS, type Transport } from '../generate/encode/encoders.js';
import type { Entry } from '../generate/entry.js';
import { wallClock } from '../generate/payload/clock.js';

const START = Date.UTC(2025, 3, 15, 8);
const BOOT = { id: '0123456789abcdef0123456789abcdef', at: START - 3_600_000 };

/** A program that writes, as each entry names it. */
const SPEAKERS = [
  { ident: 'k3s', unit: 'k3s.service', pid: 812 },
  { ident: 'etcd', unit: 'etcd.service', pid: 77 },
  { ident: 'kubelet', unit: 'kubelet.service', pid: 9 },
] as const;

/** `raw`: a line as it stands, whatever the transport. `cut`: the entry's line is cut there where the transport has parts. */
type Piece =
  | {
      readonly kind: 'say';
      readonly message: string;
      readonly speaker: number;
      readonly cut: number;
      readonly back?: true;
    }
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'pause'; readonly ms: number; readonly back?: true };

const say = (message: string, speaker = 0, cut = 0): Piece => ({
  kind: 'say',
  message,
  speaker,
  cut,
});

const NOISE = [
  'time="2025-04-15T08:00:00Z" level=info msg="Handling a thing"',
  'I0415 08:00:00.123456     812 server.go:9] "It works" pod="a/b"',
  '{"level":"info","ts":"2025-04-15T08:00:00.118204Z","caller":"x/y.go:1","msg":"calm"}',
  '{"level":"info","ts":"2025-04-15T08:00:00.118204Z","msg":"long","text":"' +
    'abcdefg '.repeat(40) +
    '"}',
  'a plain text',
  '2025/04/15 08:00:00 http: a word of Go',
  '[INFO] plugin/ready: still waiting',
  '[pod/x/y] no stamp here',
  '10.42.0.7 - - "GET /healthz HTTP/2.0" 200',
  '日志 µ é',
  '',
];
const noise = fc
  .tuple(fc.integer({ min: 1, max: 25 }), fc.nat({ max: NOISE.length - 1 }), fc.nat({ max: 2 }))
  .map(([count, first, speaker]) =>
    Array.from({ length: count }, (_, no) =>
      say(NOISE[(first + no * no) % NOISE.length] ?? '', speaker),
    ),
  );

/** A text split at one place. */
const halves = (text: string, at: number): readonly [string, string] => {
  const place = 1 + (at % Math.max(1, text.length - 1));
  return [text.slice(0, place), text.slice(place)];
};

const K0S = (chunk: number, text: string): string =>
  `time="2025-04-15 08:00:00" level=info msg=${JSON.stringify(text)} chunk=${chunk} component=etcd stream=stderr`;

/** Groups of lines that hold a matching message; with others in between. */
const shapes: readonly ((message: string, at: number) => readonly Piece[])[] = [
  (message) => [say(message)],
  (message) => [say(message, 1)],
  (message, at) => [say(message, 0, 1 + at)],
  (message, at) => [
    say('a plain text', 0, at % 3),
    say(message, 0, 1 + at),
    say('b', 1),
    say(message),
  ],
  (message) => [
    say('E0415 08:00:00.353736 2042 x.go:1] "Failed" pod="a/b" err=<'),
    say('\tline one'),
    say('other program', 1),
    say(`\t${message}`),
    say(' >'),
  ],
  (message) => [say(`E0415 08:00:00.353736 2042 x.go:1] "Failed" err=<\n\tone\n\t${message}\n >`)],
  (message) => [
    say('E0415 08:00:00.353736 2042 x.go:1] "Failed" err=<\n\tone\n >\n'),
    say(message),
  ],
  (_, at) => [
    say(
      'I0415 08:00:00.353736 2042 trace.go:205] Trace[16]: "Get" url:/api (15-Apr-2025 08:00:21.555) (total time: 2798ms):',
    ),
    ...Array.from({ length: at % 5 }, () => say('I0415 08:00:00.123456 2042 server.go:9] "x"', 1)),
    say('Trace[16]: ---"About to write a response" 2798ms (09:18:00.353)'),
    say('Trace[16]: [2.798420512s] [2.798420512s] END'),
  ],
  (message, at) => [
    say(`panic: ${message}`),
    say('goroutine 1 [running]:'),
    say('main.main()'),
    say('\t/go/src/main.go:12 +0x1d'),
    ...Array.from({ length: at % 9 }, () => say('runtime.gopanic(0x1, 0x2)')),
    say(message),
  ],
  (message, at) => [
    say('panic: runtime error: index out of range'),
    ...Array.from({ length: at % 30 }, () => say('\t/go/src/main.go:12 +0x1d')),
    say(`main.fail(${message.slice(0, 20)})`),
    say(message),
  ],
  (message, at) => halves(message, at).map((half, no) => say(K0S(no + 1, half))),
  (message, at) => {
    const [a, b] = halves(message, at);
    return [say(K0S(1, a)), say('calm', 1), say(K0S(2, b)), say(K0S(1, a))];
  },
  (message, at) => {
    const [a, b] = halves(message, at);
    return [say(`${a}\u001b[31m${b}\u001b[0m`)];
  },
  (message) => [say(`${message}\u0001`)],
  (message, at) => [{ kind: 'raw', text: `${' '.repeat(at % 60)}${message}` }],
  (message) => [{ kind: 'raw', text: message }],
  (message) => [
    { kind: 'raw', text: 'a line without time' },
    { kind: 'raw', text: '[WARN] another' },
    { kind: 'raw', text: `[WARN] ${message}` },
  ],
  (message) => [say(message), { kind: 'raw', text: '' }, { kind: 'raw', text: '\t' }, say(message)],
  (message) => [say(`${message}\n${' '.repeat(9)}second\nthird`), { kind: 'raw', text: '' }],
  (message) => [say(`first\n${message}`), say(`${message}`, 2)],
  (message) => [{ kind: 'raw', text: '-- Boot 0123456789abcdef0123456789abcdef --' }, say(message)],
  (message) => [
    { kind: 'raw', text: `${message}\r` },
    { kind: 'raw', text: '\r' },
  ],
  (message) => [say(`${message} ${'x'.repeat(9_000)}`)],
  (message) => [say(`message repeated 3 times: [ ${message}]`)],
  (message) => [{ kind: 'raw', text: `calm ${'x'.repeat(9_000)}` }, say(message)],
];

const WIDTH = 60;
/** Something wrapped an object: a reader that saw one knows that there may be more. */
const WRAPPED = halves(NOISE[2] ?? '', WIDTH).map((half) => say(half));

const wrapped = (messages: readonly string[]) =>
  fc
    .constantFrom(...messages.filter((it) => it.startsWith('{')))
    .map((message): readonly Piece[] => halves(message, WIDTH).map((half) => say(half)));

/** Time runs back, as in `journalctl -r`. */
const backwards = (piece: Piece): Piece =>
  piece.kind === 'raw' ? piece : { ...piece, back: true };

/** Tells format, year, zone and boot within the first 8 KiB. */
const PREAMBLE = NOISE.map((text) => say(text));

/** A log in one transport; its lines hold some of the messages. */
export const oddLog = (messages: readonly string[], transports: readonly Transport[]) => {
  const group = fc
    .tuple(
      fc.nat({ max: shapes.length - 1 }),
      fc.nat({ max: messages.length - 1 }),
      fc.nat({ max: 9_999 }),
    )
    .map(([shape, message, at]) => shapes[shape]?.(messages[message] ?? '', at) ?? []);
  const pause = fc
    .integer({ min: 1, max: 400 })
    .map((minutes): readonly Piece[] => [{ kind: 'pause', ms: minutes * 60_000 }]);
  const part = fc.oneof(
    { weight: 6, arbitrary: noise },
    { weight: 5, arbitrary: group },
    { weight: 1, arbitrary: pause },
  );
  const pieces = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.array(part, { minLength: 20, maxLength: 60 }).map((parts) => parts.flat()),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(part, { minLength: 20, maxLength: 60 })
        .map((parts) => parts.flat().map(backwards)),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.oneof(part, wrapped(messages)), { minLength: 20, maxLength: 60 })
        .map((parts) => [...WRAPPED, ...parts.flat()]),
    },
  );
  return fc
    .tuple(pieces, fc.constantFrom(...transports))
    .map(([all, transport]) => ({ transport, bytes: encode([...PREAMBLE, ...all], transport) }));
};

/** The bytes of the pieces, two seconds apart. */
export function encode(pieces: readonly Piece[], transport: Transport): Buffer {
  const encodeEntry = ENCODERS[transport]({});
  let at = START;
  const parts = pieces.map((piece, no) => {
    if (piece.kind === 'pause') {
      at += piece.back ? -piece.ms : piece.ms;
      return '';
    }
    if (piece.kind === 'raw') return `${stamped(piece.text, at)}\n`;
    at += piece.back ? -2_000 : 2_000;
    const { speaker, cut } = piece;
    const message = stamped(piece.message, at);
    const entry: Entry = {
      at,
      node: 's1',
      message,
      priority: 6,
      boot: BOOT,
      ...(SPEAKERS[speaker] ?? {}),
    } as Entry;
    const bytes = encodeEntry(entry, no + 1);
    return cut > 0 && transport === 'cri' ? inParts(String(bytes), cut) : bytes;
  });
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

/** Cuts the text of a CRI line in three. */
function inParts(line: string, cut: number): string {
  const found = /^(\S+ \S+) F (.*)\n$/.exec(line);
  const [, head = '', text = ''] = found ?? [];
  if (text.length < 3) return line;
  const a = 1 + (cut % (text.length - 2));
  const b = a + 1 + (cut % (text.length - a - 1));
  return `${head} P ${text.slice(0, a)}\n${head} P ${text.slice(a, b)}\n${head} F ${text.slice(b)}\n`;
}

/** The text with its stamps set to a time: a program does not write long before its transport. */
export function stamped(text: string, at: number): string {
  const { date, time, month, day } = wallClock(at);
  return text
    .replace(/[+]0\d:?00/g, 'Z')
    .replace(/\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(?=\D)/g, `${date}$1${time}`)
    .replace(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/g, `${date.replaceAll('-', '/')} ${time}`)
    .replace(/\b([IWEF])\d{4} \d\d:\d\d:\d\d/g, `$1${month}${day} ${time}`)
    .replace(/"ts":\d{10}\./g, `"ts":${at / 1000}.`);
}
