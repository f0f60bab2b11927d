import { expect, it } from 'vitest';
import { coverSource, settleCoverage } from '../../src/observe/coverage.js';
import { createSourceCoverage } from '../../src/observe/source-coverage.js';
import { addYears } from '../../src/observe/year.js';
import { recordOf } from './build.js';

const at = (iso: string, assumed = false) => ({ time: { ms: Date.parse(iso), assumed } });

it('names the node most records speak of, and all of them', () => {
  const coverage = createSourceCoverage();
  for (const node of ['b', 'a', 'a', '', 'c', 'a', '', '', ''])
    coverage.see(recordOf(), node, true);
  expect(coverage.node).toBe('a');
  expect(coverage.hosts.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c']);
});

it('tells of each node when it was heard and by whom, from the lines that count for it', () => {
  const coverage = createSourceCoverage();
  const see = (node: string, hour: string, ident: string, isTelling = true) =>
    coverage.see(recordOf({ ...at(`2025-04-15T${hour}:00:00Z`), ident }), node, isTelling);
  see('a', '10', 'k3s');
  see('b', '11', 'sshd');
  see('a', '12', 'systemd');
  see('b', '13', 'k3s', false);
  expect(coverage.hosts).toEqual([
    {
      name: 'a',
      from: Date.parse('2025-04-15T10:00:00Z'),
      to: Date.parse('2025-04-15T12:00:00Z'),
      programs: ['k3s', 'systemd'],
    },
    {
      name: 'b',
      from: Date.parse('2025-04-15T11:00:00Z'),
      to: Date.parse('2025-04-15T11:00:00Z'),
      programs: ['sshd'],
    },
  ]);
});

it('tells first and last time of records in any order', () => {
  const coverage = createSourceCoverage();
  for (const hour of ['12', '10', '11']) {
    coverage.see(recordOf(at(`2025-04-15T${hour}:00:00Z`)), '', true);
  }
  expect(coverage.spells[0]?.from).toBe(Date.parse('2025-04-15T10:00:00Z'));
  expect(coverage.spells.at(-1)?.to).toBe(Date.parse('2025-04-15T12:00:00Z'));
});

it('sees no gap of a year where a source without years goes over New Year', () => {
  const seen = createSourceCoverage();
  for (const day of ['12-31T23:50', '12-31T23:59', '01-01T00:05', '01-01T02:00']) {
    seen.see(recordOf(at(`2000-${day}:00Z`, true)), '', true);
  }
  const raw = coverSource({
    source: 'a.log',
    scope: '',
    reader: { lines: 4, clipped: 0, leftOut: 0, bytes: 400, notes: [] },
    tally: { format: 'syslog', records: 4, unparsed: 0, yearUnknown: true, zoneUnknown: false },
    seen: { coverage: seen, suppressed: 0, see: () => {}, hear: () => {}, skip: () => {} },
  });
  const [settled] = settleCoverage(
    [raw],
    (ms) => addYears(ms, ms > Date.UTC(2000, 6) ? 24 : 25),
    () => '',
  );
  expect(settled?.from).toBe(Date.parse('2024-12-31T23:50:00Z'));
  expect(settled?.to).toBe(Date.parse('2025-01-01T02:00:00Z'));
  expect(settled?.gaps).toEqual([
    { from: Date.parse('2025-01-01T00:05:00Z'), to: Date.parse('2025-01-01T02:00:00Z') },
  ]);
});

it('knows who wrote the ends of a spell, and who speaks at all', () => {
  const seen = createSourceCoverage();
  const say = (hour: string, ident: string, pid?: number): void =>
    seen.see(
      recordOf({
        ...at(`2025-04-15T${hour}:00:00Z`),
        ident,
        ...(pid === undefined ? {} : { pid }),
      }),
      'a',
      true,
    );
  say('08', 'cron', 7);
  say('09', 'k3s', 812);
  say('10', 'systemd', 1);
  say('11', 'kernel');
  expect(seen.spells.map(({ first }) => first)).toEqual([
    { name: 'cron', pid: 7 },
    { name: 'k3s', pid: 812 },
    undefined,
    undefined,
  ]);
  expect(seen.programs).toEqual(['cron', 'k3s', 'kernel', 'systemd']);
});

it('names no program from lines that only a full read gives', () => {
  const seen = createSourceCoverage();
  const aside = { ...recordOf().line, aside: true };
  seen.see(
    recordOf({ ...at('2025-04-15T08:00:00Z'), ident: 'cron', pid: 7, line: aside }),
    'a',
    true,
  );
  expect(seen.programs).toEqual([]);
});
