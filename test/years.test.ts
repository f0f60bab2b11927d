import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnalyzeOptions, analyze } from '../src/analyze.js';
import { formatInstant } from '../src/model/time.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-years-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folders = 0;

/** Lines of a journal in short form, as a host prints them, at each of the wall-clock times. */
const journal = (host: string, times: readonly string[]): string =>
  times.map((time, no) => `${time} ${host} k3s[7]: tick ${no}\n`).join('');

/** From and to of each log, by the end of its path. */
async function spansOf(
  files: Readonly<Record<string, string>>,
  options: Partial<AnalyzeOptions> = {},
): Promise<Readonly<Record<string, string>>> {
  folders += 1;
  const folder = join(home, String(folders));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { coverage } = await analyze({ paths: [folder], ...options });
  const logs = coverage.filter(({ role }) => role === 'log');
  return Object.fromEntries(
    logs.map(({ source, from = 0, to = 0 }) => [
      source.slice(folder.length + 1),
      `${formatInstant(from)} ${formatInstant(to)}`,
    ]),
  );
}

const EVE = ['Dec 31 23:58:00', 'Dec 31 23:59:30', 'Jan 01 00:00:30'];
const OVER_NEW_YEAR = '2025-12-31T23:58:00Z 2026-01-01T00:00:30Z';
const BUNDLE = 's1-2026-01-02_08_00_00';
const collected = (date: string) => ({
  [`${BUNDLE}/systeminfo/date`]: `${date}\n`,
  [`${BUNDLE}/systeminfo/hostname`]: 's1\n',
});
const UTC_DATE = 'Fri Jan  2 08:00:00 UTC 2026';

describe('years of stamps without one', () => {
  it.each([
    ['forward', EVE],
    ['in reverse', EVE.toReversed()],
  ])('come from the moment the bundle was collected, over New Year, %s', async (_, times) => {
    const spans = await spansOf({
      ...collected(UTC_DATE),
      [`${BUNDLE}/journald/k3s`]: journal('s1', times),
    });
    expect(spans[`${BUNDLE}/journald/k3s`]).toBe(OVER_NEW_YEAR);
  });

  it('come from the stamp of the folder where no date file is', async () => {
    const spans = await spansOf({ [`${BUNDLE}/journald/k3s`]: journal('s1', EVE) });
    expect(spans[`${BUNDLE}/journald/k3s`]).toBe(OVER_NEW_YEAR);
  });

  it('are never after that moment, however near the neighbours', async () => {
    const spans = await spansOf({
      ...collected(UTC_DATE),
      [`${BUNDLE}/journald/k3s`]: journal('s1', [
        'Feb 10 10:00:00',
        'Jun 01 10:00:00',
        'Nov 30 10:00:00',
      ]),
      [`${BUNDLE}/journald/rke2`]: journal('s1', ['Mar 10 10:00:00', 'Mar 11 10:00:00']),
    });
    expect(Object.values(spans).every((span) => /^2025-.* 2025-/.test(span))).toBe(true);
  });

  it('come from other sources, each side of New Year in its own', async () => {
    const spans = await spansOf({
      'a.log': '2026-01-01T00:00:10Z s1 k3s[7]: tick\n2026-01-01T00:20:00Z s1 k3s[7]: tick\n',
      'b.log': journal('s2', EVE),
      'c.log': journal('s3', ['Dec 30 10:00:00', 'Dec 31 10:00:00']),
    });
    expect(spans['b.log']).toBe(OVER_NEW_YEAR);
    expect(spans['c.log']).toBe('2025-12-30T10:00:00Z 2025-12-31T10:00:00Z');
  });

  it('that nothing tells still put December before the January of another source', async () => {
    const spans = await spansOf({
      'b.log': journal('s2', ['Jan 01 00:00:30', 'Jan 01 10:00:00']),
      'c.log': journal('s3', ['Dec 30 10:00:00', 'Dec 31 10:00:00']),
    });
    expect(Object.values(spans)).toEqual([
      '2000-01-01T00:00:30Z 2000-01-01T10:00:00Z',
      '1999-12-30T10:00:00Z 1999-12-31T10:00:00Z',
    ]);
  });

  it('are those the user gives, whatever the bundle says', async () => {
    const files = {
      ...collected(UTC_DATE),
      [`${BUNDLE}/journald/k3s`]: journal('s1', ['Dec 30 10:00:00']),
    };
    const spans = await spansOf(files, { clock: { year: 2023 } });
    expect(spans[`${BUNDLE}/journald/k3s`]).toBe('2023-12-30T10:00:00Z 2023-12-30T10:00:00Z');
  });
});

describe('zones of stamps without one', () => {
  const spring = ['Mar 30 00:30:00', 'Mar 30 01:30:00', 'Mar 30 03:30:00', 'Mar 30 04:00:00'];
  const summer = {
    's1-2025-04-02_08_00_00/systeminfo/date': 'Wed Apr  2 08:00:00 CEST 2025\n',
  };

  it('come from the date file, and are gone in winter', async () => {
    const spans = await spansOf({
      ...summer,
      's1-2025-04-02_08_00_00/journald/k3s': journal('s1', spring),
    });
    expect(Object.values(spans)).toEqual(['2025-03-29T23:30:00Z 2025-03-30T02:00:00Z']);
  });

  it.each([
    ['forward', (lines: readonly string[]) => lines],
    ['in reverse', (lines: readonly string[]) => lines.toReversed()],
  ])('change in autumn too, %s', async (_, order) => {
    const autumn = ['Oct 26 00:30:00', 'Oct 26 01:30:00', 'Oct 26 03:30:00', 'Oct 26 04:00:00'];
    const spans = await spansOf({
      's1-2025-10-27_08_00_00/sos_commands/date/timedatectl': [
        '               Local time: Mon 2025-10-27 08:00:00 CET',
        '           Universal time: Mon 2025-10-27 07:00:00 UTC',
        '                Time zone: Europe/Berlin (CET, +0100)',
      ].join('\n'),
      's1-2025-10-27_08_00_00/systeminfo/date': 'Mon Oct 27 08:00:00 CET 2025\n',
      's1-2025-10-27_08_00_00/journald/k3s': journal('s1', order(autumn)),
    });
    expect(Object.values(spans)).toEqual(['2025-10-25T22:30:00Z 2025-10-26T03:00:00Z']);
  });

  it('are those the user gives, whatever the bundle says', async () => {
    const files = {
      ...summer,
      's1-2025-04-02_08_00_00/journald/k3s': journal('s1', ['Apr 01 10:00:00']),
    };
    const spans = await spansOf(files, { clock: { offsetMinutes: -300 } });
    expect(Object.values(spans)).toEqual(['2025-04-01T15:00:00Z 2025-04-01T15:00:00Z']);
  });
});
