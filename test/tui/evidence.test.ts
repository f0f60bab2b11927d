import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { readableLine } from '../../src/tui/evidence-lines.js';
import { nextMatch, patternOf } from '../../src/tui/evidence-search.js';
import { windowed } from '../../src/tui/evidence-text.js';
import { evidenceView } from '../../src/tui/evidence-view.js';
import type { Shared } from '../../src/tui/view.js';
import { cite } from '../report/fixtures.js';
import { cpuMs } from '../support/cpu-ms.js';
import {
  answered,
  expectPicture,
  LANGS,
  linesOf,
  open,
  pressed,
  SIZES,
  sharedOf,
  textOf,
} from './drive.js';
import { minute, night, nightRecords, nothing, READS, RING } from './night.js';

const begin = (part: Partial<Shared> = {}) => open(evidenceView, sharedOf(night, part));
const around = {
  lines: [39, 40, 41, 42].map((no) => ({ no, text: `raw line ${no} \u001b[2J of the log` })),
};
/** Times of the records in the list. */
const times = (text: string): readonly string[] =>
  text.match(/^[› ][* ](?:\d\d-\d\d )?\d\d:\d\d:\d\d/gm) ?? [];

describe.each(SIZES)('$columns×$rows', (size) => {
  it.each(LANGS)('lists the cited records in %s', (lang) => {
    expectPicture(begin({ ...size, lang }), 'list');
  });

  it.each(LANGS)('marks what is searched for in %s', (lang) => {
    expectPicture(pressed(begin({ ...size, lang }), 'a', '/', ...'took', 'enter', 'n'), 'search');
  });

  it.each(LANGS)('shows a record whole in %s', (lang) => {
    expectPicture(answered(pressed(begin({ ...size, lang }), 'enter'), around), 'whole');
  });
});

it('offers the signals to choose from', () => {
  expectPicture(pressed(begin({ columns: 80, rows: 21 }), 's', 'down'), 'signals');
});

describe('what is shown', () => {
  it('are the records that the chosen finding cites, of all nodes in order of time', () => {
    const text = textOf(begin());
    expect(text).toContain(`cited by ${RING}`);
    expect(times(text)).toHaveLength(6);
    expect([...times(text)].map((one) => one.slice(2))).toEqual(
      [...times(text)].map((one) => one.slice(2)).toSorted(),
    );
  });

  it('are those of the root cause before anything was chosen', () => {
    expect(textOf(begin({ chosen: '' }))).toBe(textOf(begin({ chosen: RING })));
  });

  it('are all records for an outcome, as it cites none', () => {
    expect(times(textOf(begin({ chosen: 'etcd-slow-disk' })))).toHaveLength(nightRecords.length);
  });

  it('are all records after `a`, until another finding is chosen', () => {
    const all = pressed(begin(), 'a');
    expect(times(textOf(all))).toHaveLength(nightRecords.length);
    const other = { ...all, shared: { ...all.shared, chosen: READS } };
    expect(times(textOf(other))).toHaveLength(2);
  });

  it('are the records of the selected time', () => {
    const range = { from: minute(30), to: minute(45) };
    const text = textOf(begin({ range }));
    expect(times(text)).toHaveLength(2);
    expect(text).toContain('2025-04-15 22:30:00 – 22:45:00 UTC');
    expect(times(textOf(pressed(begin({ range }), 'a')))).toHaveLength(nightRecords.length);
  });

  it('are those of the wanted signal, whoever cites them', () => {
    const text = textOf(begin({ signal: 'k3s_started' }));
    expect(times(text)).toHaveLength(1);
    expect(text).toContain('Starting k3s');
  });

  it('says so where there is nothing, and why', () => {
    expect(textOf(open(evidenceView, sharedOf(nothing)))).toContain('No record was quoted');
    expect(textOf(open(evidenceView, sharedOf(nothing, { reading: true })))).toContain('read yet');
    expect(textOf(begin({ signal: 'nobody' }))).toContain('`a` shows all');
  });

  it('lets no escape sequence of a log through', () => {
    const text = textOf(answered(pressed(begin(), 'a', '/', ...'中文', 'enter', 'enter'), around));
    expect(text).toContain('␛[31m中文的记录');
    expect(text).not.toContain('\u001b');
  });
});

describe('a moment of the timeline', () => {
  const cursor = (text: string) => /^›.*$/m.exec(text)?.[0]?.replaceAll(/\s+/g, ' ');

  it('is answered with the record nearest to it, of all that pass', () => {
    const moment = { from: minute(93), to: minute(95), node: 'server1' };
    const session = begin({ moment });
    expect(cursor(textOf(session))).toMatch(/^› 04-15 23:36:00 server1/);
    expect(times(textOf(session))).toHaveLength(6);
    expect(cursor(textOf(pressed(session, 'down')))).toMatch(/^› 04-15 23:38:00/);
    expect(textOf(pressed(session, 'down', 'up'))).toBe(textOf(session));
  });

  it('prefers the node of the lane among equally near ones', () => {
    const at = (node: string) => cursor(textOf(begin({ moment: { ...wide, node } })));
    const wide = { from: minute(40), to: minute(42) };
    expect(at('server1')).toMatch(/22:40:00 server1/);
    expect(at('server2')).toMatch(/22:42:00 server2/);
  });

  it('is asked anew each time, and closes what was open', () => {
    const first = pressed(begin({ moment: { from: minute(96), to: minute(96) } }), 'end', 'enter');
    const again = {
      ...first,
      shared: { ...first.shared, moment: { from: minute(96), to: minute(96) } },
    };
    expect(cursor(textOf(first))).toBeUndefined();
    expect(cursor(textOf(again))).toMatch(/23:36:00/);
  });
});

describe('a selected time without a quoted record', () => {
  const range = { from: minute(100), to: minute(110) };

  it('tells how many records it holds, and leads to the nearest', () => {
    const session = begin({ range });
    const text = textOf(session).replaceAll('\n', ' ');
    expect(text).toMatch(/ \d[\d,]* records here, none of them quoted\. The nearest one is at/);
    expect(text).toContain('2025-04-15 23:38:00 UTC on server2');
    const near = pressed(session, 'enter');
    expect(near.shared.range).toBeUndefined();
    expect(textOf(near)).toMatch(/^› 04-15 23:38:00/m);
  });

  it('says that its quoted records are of another kind', () => {
    const text = textOf(begin({ range: { from: minute(59), to: minute(61) } }));
    expect(text.replaceAll('\n', ' ')).toContain('1 of them quoted, but none like that.');
  });

  it('says how to clear it, and t does', () => {
    const session = begin({ range: { from: minute(30), to: minute(45) } });
    expect(linesOf(session)[0]).toContain('t: all times');
    const cleared = pressed(session, 't');
    expect(textOf(cleared)).toBe(textOf(begin()));
    expect(pressed(cleared, 't').step).toBeUndefined();
  });
});

describe('filters', () => {
  const chosen = (...keys: readonly string[]) => pressed(begin(), 'a', ...keys);

  it.each([
    ['o', ['down', 'enter'], 6, 'server1'],
    ['v', ['down', 'down', 'enter'], 2, 'info'],
    ['s', ['down', 'down', 'enter'], 2, 'etcd_slow_read'],
    ['f', ['down', 'down', 'enter'], 2, `cited by ${READS}`],
  ])('%s lists the values with their counts', (key, keys, count, name) => {
    const session = chosen(key, ...keys);
    expect(times(textOf(session))).toHaveLength(count);
    expect(linesOf(session)[0]).toContain(name);
  });

  it('goes together', () => {
    const text = textOf(chosen('o', 'down', 'enter', 'v', 'down', 'down', 'enter'));
    expect(times(text)).toHaveLength(2);
    expect(text).toContain('server1 · ');
  });

  it('have one word for one level, wherever it is told', () => {
    const [first] = nightRecords;
    const records = first
      ? ['Warning', 'warn', 'WARNING'].map((level) => ({ ...first, level, findings: [] }))
      : [];
    const session = open(evidenceView, sharedOf({ ...night, records }));
    const picker = textOf(pressed(session, 'v'));
    expect(picker).toMatch(/^ {2}warn +3$/m);
    const picked = pressed(session, 'v', 'down', 'enter');
    expect(linesOf(picked)[0]).toMatch(/^warn /);
    for (const text of [picker, textOf(picked), textOf(pressed(session, 'enter'))])
      expect(text).not.toMatch(/warning/i);
  });

  it('leave tab to the screen', () => {
    for (const key of ['tab', 'shift-tab']) expect(pressed(chosen('s'), key).step).toBeUndefined();
  });

  it('leaves all as it was with esc', () => {
    const before = chosen();
    const after = pressed(before, 'o', 'down', 'down', 'esc');
    expect(textOf(after)).toBe(textOf(before));
  });

  it('makes the finding that was picked the chosen one of all views', () => {
    expect(chosen('f', 'down', 'down', 'enter').shared.chosen).toBe(READS);
  });
});

describe('search', () => {
  const found = (search: string): readonly string[] =>
    textOf(pressed(begin(), 'a', '/', ...search, 'enter')).match(/^[› ]\*/gm) ?? [];

  it('takes the text as it is, not as a pattern', () => {
    expect(found('[/ip4')).toHaveLength(5);
    expect(found('.*')).toHaveLength(0);
    expect(found('(')).toHaveLength(0);
  });

  it('looks at case only where there is a capital letter', () => {
    expect(found('serving')).toHaveLength(6);
    expect(found('Serving')).toHaveLength(6);
    expect(found('SERVING')).toHaveLength(0);
  });

  it('says what it looked through', () => {
    const scoped = textOf(pressed(begin(), '/', ...'took', 'enter'));
    expect(scoped).toContain('none of these 6; a: all 10');
    expect(textOf(pressed(begin(), 'a', '/', ...'nowhere', 'enter'))).toContain(
      'no record matches',
    );
    for (const session of [begin(), pressed(begin(), '/', ...'x', 'enter')]) {
      const { view, state, shared } = session;
      expect(view.hints(state, shared).map(({ keys }) => keys)).toContain('n N');
    }
  });

  it('finds nodes, places and signals as well', () => {
    expect(found('server2.log:57')).toHaveLength(1);
    expect(found('k3s_started')).toHaveLength(1);
  });

  it('goes from match to match and around the end', () => {
    const first = pressed(begin(), 'a', '/', ...'took', 'enter');
    const at = ['', 'n', 'nn', 'N'].map((keys) => textOf(pressed(first, ...keys)));
    expect(at.map((text) => /match (\d of \d.*)/.exec(text)?.[1]?.trim())).toEqual([
      '1 of 2',
      '2 of 2',
      '1 of 2 (around the end)',
      '2 of 2 (around the end)',
    ]);
  });

  it('shows a match that would be out of view', () => {
    const long = {
      ...nightRecords[2],
      citation: cite({ text: `${'x'.repeat(500)} needle ${'y'.repeat(500)}` }),
      signals: [],
      findings: [],
    };
    const session = open(evidenceView, sharedOf({ ...night, records: [long] }));
    expect(linesOf(session)[2]).not.toContain('needle');
    expect(linesOf(pressed(session, '/', ...'needle', 'enter'))[2]).toMatch(/…x+ needle y+…/);
  });

  it('types h, j, k, l and q as letters, and forgets with esc', () => {
    const typing = pressed(begin(), '/', ...'hjklq');
    expect(evidenceView.typing(typing.state)).toBe(true);
    expect(textOf(typing)).toContain('/hjklq');
    const left = pressed(typing, 'esc');
    expect([evidenceView.typing(left.state), left.state.search]).toEqual([false, '']);
  });

  it('keeps the matches in order', () => {
    expect(nextMatch(new Set([2, 5, 9]), 5, 1)).toEqual({ index: 9, hasWrapped: false });
    expect(nextMatch(new Set([2, 5, 9]), 2, -1)).toEqual({ index: 9, hasWrapped: true });
    expect(nextMatch(new Set(), 2, -1)).toBeUndefined();
    expect(patternOf('')).toBeUndefined();
  });
});

describe('a record', () => {
  it('asks for the lines around it, and shows them when they come', () => {
    const opened = pressed(begin(), 'enter');
    expect(opened.step?.around).toEqual({ source: 'server1.log', line: 41 });
    expect(textOf(opened)).toContain('being read again');
    const lines = linesOf(answered(opened, around));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}40 {2}raw line 40/));
    expect(lines).toContainEqual(expect.stringMatching(/^› 41 {2}raw line 41/));
  });

  it.each(['pipe', 'changed', 'gone'] as const)('says why they cannot be shown: %s', (why) => {
    const text = textOf(answered(pressed(begin(), 'enter'), { why }));
    expect(text).toContain('cannot be shown');
  });

  it('shows nothing of the lines around another record', () => {
    const opened = answered(pressed(begin(), 'enter'), around);
    const next = pressed(opened, ']');
    expect(next.step?.around).toEqual({ source: 'server2.log', line: 57 });
    expect(textOf(next)).not.toContain('raw line');
  });

  it('is shown whole: joined, its rows are the record', () => {
    const session = answered(pressed(begin(), 'enter'), { why: 'pipe' });
    const lines = linesOf(session);
    const from = lines.findIndex((line) => line.startsWith('time='));
    const to = lines.indexOf('', from);
    expect(lines.slice(from, to).join('')).toBe(cite().text.replaceAll('\t', ' '));
  });

  it('has the cited line in view among many, and scrolls to the others', () => {
    const lines = Array.from({ length: 401 }, (_, at) => ({ no: at + 1, text: `line ${at + 1}` }));
    const opened = answered(pressed(begin({ columns: 120, rows: 37 }), 'enter'), { lines });
    expect(textOf(opened)).toContain('›  41  line 41');
    expect(textOf(opened)).not.toContain('  1  line 1\n');
    const first = pressed(opened, 'home');
    expect(textOf(first)).toContain('line 1\n'.trim());
    expect(linesOf(first)[0]).toBe(linesOf(opened)[0]);
    expect(textOf(pressed(opened, 'end'))).toContain('line 401');
  });

  it('is scrolled whole where it is too long to stand above the lines', () => {
    const long = {
      ...nightRecords[2],
      citation: cite({ text: `${'word '.repeat(380)}end` }),
      signals: [],
      findings: [],
    };
    const session = open(
      evidenceView,
      sharedOf({ ...night, records: [long] }, { columns: 40, rows: 12 }),
    );
    const opened = answered(pressed(session, 'enter'), around);
    expect(textOf(opened)).toContain('word');
    expect(textOf(opened)).not.toContain('raw line');
    expect(textOf(pressed(opened, 'end'))).toContain('raw line 42');
  });

  it('is copied with its place', () => {
    for (const key of ['c', 'y'])
      expect(pressed(begin(), 'down', key).step?.copy).toBe(`server2.log:57 ${cite().text}`);
  });

  it('shows time and message of journal lines first, and the lines as they stand with r', () => {
    const json = (message: string): string =>
      JSON.stringify({
        _BOOT_ID: 'f'.repeat(300),
        __REALTIME_TIMESTAMP: '1744704723123456',
        SYSLOG_IDENTIFIER: 'k3s',
        _PID: '812',
        MESSAGE: message,
      });
    const lines = [40, 41].map((no) => ({ no, text: json(`message ${no}`) }));
    const opened = answered(pressed(begin(), 'enter'), { lines });
    expect(textOf(opened)).toContain('› 41  08:12:03.123 k3s[812]: message 41');
    const raw = pressed(opened, 'r');
    expect(textOf(raw)).toContain('› 41  {"_BOOT_ID":"ffff');
    expect(textOf(pressed(raw, 'r'))).toBe(textOf(opened));
  });

  it('goes back to the list with esc, to the same record', () => {
    const listed = pressed(begin(), 'down', 'down');
    expect(textOf(pressed(listed, 'enter', 'esc'))).toBe(textOf(listed));
    expect(pressed(begin(), 'esc').step).toBeUndefined();
  });

  it('stays the chosen one when more records come before it', () => {
    const before = pressed(begin(), 'a', 'down', 'down', 'down');
    const [early] = nightRecords;
    const more = early
      ? [{ ...early, citation: { ...early.citation, line: 1 } }, ...nightRecords]
      : [];
    const after = { ...before, shared: { ...before.shared, triage: { ...night, records: more } } };
    const cursor = (text: string) => /^›.*$/m.exec(text)?.[0];
    expect(cursor(textOf(after))).toBe(cursor(textOf(before)));
  });
});

describe('a row of the list', () => {
  const rowOf = (text: string): string => {
    const [, , first] = nightRecords;
    const records = first
      ? [{ ...first, citation: { ...first.citation, text }, findings: [] }]
      : [];
    return linesOf(open(evidenceView, sharedOf({ ...night, records })))[2] ?? '';
  };

  it('begins with the message and keeps its end, where records differ', () => {
    const row = rowOf(cite().text);
    expect(row).toMatch(/ Serving p2p peer addrs .*….*to client at 10\.0\.0\.12$/);
    expect(row).not.toContain('msg=');
  });

  it.each([
    ['msg="short"', 'short'],
    ['level=warn msg=short', 'short'],
    ['level=info msg="a" took="4s"', 'a" took="4s"'],
    ['{"level":"warn","msg":"slow","took":"1s"}', 'slow","took":"1s"}'],
    ['no message of its own: "x"', 'no message of its own: "x"'],
  ])('%s reads %s', (text, shown) => expect(rowOf(text)).toMatch(new RegExp(` ${shown}$`)));
});

describe('a line of a journal', () => {
  it.each([
    ['plain text', 'plain text'],
    ['{"MESSAGE":"m"}', 'm'],
    ['{"MESSAGE":[109,195,169],"_COMM":"k3s"}', 'k3s: mé'],
    ['{"MESSAGE":null}', '{"MESSAGE":null}'],
    ['{"log":"m\\n","time":"2025-04-15T08:12:03.5Z"}', '08:12:03.500 m'],
    ['{"MESSAGE":"m","__REALTIME_TIMESTAMP":"nonsense"}', 'm'],
    ['{"MESSAGE":"cut', '{"MESSAGE":"cut'],
    ['{"level":"info","msg":"m"}', '{"level":"info","msg":"m"}'],
  ])('%s reads %s', (text, shown) => expect(readableLine(text)).toBe(shown));
});

describe('windowed', () => {
  it.each([
    ['abcdef', 0, 6, 'abcdef'],
    ['abcdef', 0, 4, 'abc…'],
    ['abcdef', 2, 4, '…def'],
    ['abcdefgh', 2, 4, '…de…'],
    ['中文的记录', 0, 5, '中文…'],
    ['abc', 9, 4, '…'],
    ['abc', 0, 0, ''],
  ])('%s from column %i, %i wide: %s', (text, left, width, expected) => {
    const part = windowed(text, left, width);
    expect(part).toBe(expected);
    expect(stringWidth(part)).toBeLessThanOrEqual(width);
  });

  it('looks at no more of a long line than it needs', () => {
    const long = '中'.repeat(2_000_000);
    windowed(long, 0, 80);
    const often = (): void => {
      for (let times = 0; times < 200; times += 1) windowed(long, 0, 80);
    };
    expect(cpuMs(often)).toBeLessThan(1_000);
  });
});
