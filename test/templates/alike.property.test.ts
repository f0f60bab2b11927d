import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRulebook } from '../../src/rulebook/open.js';
import { builtinRules, compiledRules } from '../../src/version.js';
import { TRANSPORTS, type Transport } from '../generate/encode/encoders.js';
import { createWays } from '../support/alike.js';
import { alikeLines, type Change, changes } from '../support/alike-lines.js';

const { signals } = await openRulebook([builtinRules()], compiledRules());
const isOneLine = (text: string): boolean => !text.includes('\n');
const matching = signals.flatMap(({ samples }) => samples.match).filter(isOneLine);
const missing = signals.flatMap(({ samples }) => samples.noMatch).filter(isOneLine);

const EXCERPTS = 'test/data/real-excerpts';
const real = readdirSync(EXCERPTS)
  .filter((name) => name.endsWith('.log'))
  .flatMap((name) => readFileSync(`${EXCERPTS}/${name}`, 'utf8').split('\n'))
  .filter((line) => line !== '' && !/^\s/.test(line));

const messages = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...matching) },
  { weight: 1, arbitrary: fc.constantFrom(...missing) },
  { weight: 1, arbitrary: fc.constantFrom(...real) },
);

/** Transports whose lines are taken: others have no stamp that is known, several lines an entry, or lines between. */
const TAKEN: readonly Transport[] = [
  'json',
  'short',
  'short-precise',
  'short-iso',
  'short-iso-precise',
  'cat',
  'cri',
  'docker-json',
  'kubectl-logs',
  'kubectl-logs-timestamps',
  'kubectl-logs-prefix',
  'kubectl-logs-prefix-timestamps',
  'rfc3164',
  'rsyslog-iso',
  'rfc5424',
  'plain',
];

describe.each(TRANSPORTS)('%s', (transport) => {
  it('hears of lines that are alike what it hears when it reads them', () => {
    const ways = createWays(signals);
    fc.assert(
      fc.property(messages, changes, (message, changed) => {
        const log = alikeLines(message, transport, changed);
        expect(ways.byTemplates(log).heard).toEqual(ways.plainly(log));
      }),
      { numRuns: TAKEN.includes(transport) ? 16 : 3, endOnFailure: true },
    );
  });
});

const PLAIN = {
  stepMs: 1234.567,
  digits: 'free',
  edit: 'none',
  speaker: 0,
  offsetMinutes: 0,
  behind: 'none',
} as const;
/** Other digits each time. */
const OFTEN: readonly Change[] = Array.from({ length: 20 }, (_, no) => ({
  ...PLAIN,
  dice: [1, 2, 3, 4, 5].map((dice) => 17 * no + dice * dice),
}));

describe('lines that differ in stamps and free digits only are taken', () => {
  const SPOKEN = [
    '{"level":"warn","ts":"2025-04-15T08:12:04.118204Z","caller":"etcdserver/util.go:170","msg":"apply request took too long","took":"9.998118204s","expected-duration":"100ms"}',
    'time="2025-04-15T10:12:31Z" level=info msg="Slow SQL (started: 2025-04-15 10:12:30) (total time: 1.2s): SELECT 12"',
  ];
  it.each(TAKEN)('%s', (transport) => {
    const ways = createWays(signals);
    for (const message of SPOKEN) {
      const { taken } = ways.byTemplates(alikeLines(message, transport, OFTEN));
      expect(taken.size).toBeGreaterThan(15);
    }
  });

  it('whatever they say, mostly', () => {
    const ways = createWays(signals);
    const timely = matching.filter((_, no) => no % 3 === 0);
    const some = timely.filter(
      (message) => ways.byTemplates(alikeLines(message, 'cri', OFTEN.slice(0, 8))).taken.size > 0,
    );
    expect(some.length / timely.length).toBeGreaterThan(0.7);
  });
});

/** One line of each log after the other. */
const inTurn = (logs: readonly (readonly string[])[]): readonly string[] =>
  Array.from({ length: Math.max(...logs.map((log) => log.length)) }, (_, at) =>
    logs.flatMap((log) => log[at] ?? []),
  ).flat();

it('hears the same of programs that speak in turn, in whatever transports, with or without year and zone', () => {
  const ways = createWays(signals);
  const worked = fc.constantFrom(...TAKEN);
  const logs = fc.array(fc.tuple(messages, worked, changes), { minLength: 2, maxLength: 3 });
  const hints = fc.constantFrom(
    {},
    {},
    { year: 2025 },
    { offsetMinutes: 120 },
    { latest: Date.UTC(2026, 1) },
  );
  let taken = 0;
  fc.assert(
    fc.property(logs, fc.boolean(), hints, (all, isOne, hint) => {
      const own = isOne ? all[0]?.[1] : undefined;
      const log = inTurn(
        all.map(([message, transport, changed]) => alikeLines(message, own ?? transport, changed)),
      );
      const told = ways.byTemplates(log, hint);
      expect(told.heard).toEqual(ways.plainly(log, hint));
      taken += told.taken.size;
    }),
    { numRuns: 50, endOnFailure: true },
  );
  expect(taken).toBeGreaterThan(100);
});
