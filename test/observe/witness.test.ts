import { describe, expect, it } from 'vitest';
import { readWitness, type Told, WITNESS_LITERALS } from '../../src/observe/witness.js';
import { createWitnessKeeper } from '../../src/observe/witness-keeper.js';
import { parse } from '../parse/entries.js';

const toldBy = (line: string): Told | undefined => {
  const [record] = parse(`${line}\n`).records;
  return record && readWitness(record);
};

const zap = (msg: string, fields = ''): string =>
  `{"level":"info","ts":"2026-11-21T06:14:27.325836Z","logger":"raft","caller":"etcdserver/zap_raft.go:77","msg":"${msg}"${fields}}`;

const ASKED = '4a86 [logterm: 1, index: 3] sent MsgVote request to 372a at term 2';
const VOTED =
  '372a [logterm: 1, index: 3, vote: 0] cast MsgVote for 4a86 [logterm: 1, index: 3] at term 2';
const ANSWERED = '4a86 received MsgVoteResp from 372a at term 2';

describe('readWitness', () => {
  it.each([
    ['asked', ASKED],
    ['voted', VOTED],
    ['answered', ANSWERED],
  ])('knows what was %s as one vote, through zap and in text', (role, text) => {
    const told = { kind: 'event', role, key: 'vote 2 4a86 372a', episode: '2 4a86' };
    expect(toldBy(zap(text))).toMatchObject(told);
    expect(toldBy(`raft2026/11/21 06:50:54 INFO: ${text}`)).toMatchObject(told);
  });

  it('tells votes before an election from those in it', () => {
    expect(toldBy(zap(ASKED.replace('MsgVote', 'MsgPreVote')))).toMatchObject({
      key: 'votePre 2 4a86 372a',
    });
  });

  it.each([
    '372a elected leader 4a86 at term 3',
    '372a changed leader from 9c3b to 4a86 at term 3',
  ])('knows who leads from %s', (text) => {
    expect(toldBy(zap(`raft.node: ${text}`))).toMatchObject({
      role: 'led',
      key: 'led 3 4a86',
      member: '372a',
    });
  });

  it('takes off the time a compaction took', () => {
    const told = { role: 'compacted', key: 'compacted 207', afterMs: 1.414445 };
    const fields = ',"compact-revision":207,"took":"1.414445ms"';
    expect(toldBy(zap('finished scheduled compaction', fields))).toMatchObject(told);
    const text =
      '2026-11-21 06:16:55.899501 I | mvcc: finished scheduled compaction at 207 (took 1.414445ms)';
    expect(toldBy(text)).toMatchObject(told);
  });

  it('reads what etcd measured itself', () => {
    const fields = ',"remote-peer-id":"372a","clock-drift":"1h0m0.5s","rtt":"122.466µs"';
    expect(toldBy(zap('prober found high clock drift', fields))).toEqual({
      kind: 'drift',
      peer: '372a',
      aheadMs: 3_600_500,
      rttMs: 0.122466,
    });
    const text =
      '2016-08-19 16:59:59.776094 W | rafthttp: the clock difference against peer 41661a74def46898 is too high [12.407738276s > 1s]';
    expect(toldBy(text)).toEqual({
      kind: 'drift',
      peer: '41661a74def46898',
      aheadMs: 12_407.738276,
    });
  });

  it.each([
    ['its own vote', zap('4a86 received MsgVoteResp from 4a86 at term 2')],
    [
      'a rejected vote',
      zap(
        '372a [logterm: 3, index: 3, vote: 0] rejected MsgVote from 4a86 [logterm: 2, index: 3] at term 2',
      ),
    ],
    ['a lost leader', zap('raft.node: 4a86 lost leader 372a at term 3')],
    [
      'another program',
      'time="2025-04-15T08:12:03Z" level=info msg="4a86 received MsgVoteResp from 372a at term 2"',
    ],
    ['a slow read', zap('apply request took too long', ',"took":"2s"')],
  ])('pairs nothing with %s', (_, line) => {
    expect(['event', 'drift']).not.toContain(toldBy(line)?.kind);
  });

  it('tells something of no record that holds none of its literals', () => {
    const lines = [
      zap(ASKED),
      zap(VOTED),
      zap(ANSWERED),
      zap('raft.node: 4a86 elected leader 4a86 at term 3'),
    ];
    for (const line of lines) expect(WITNESS_LITERALS.some((it) => line.includes(it))).toBe(true);
  });
});

describe('createWitnessKeeper', () => {
  const see = (no: number, terms: readonly number[]) => {
    const keeper = createWitnessKeeper();
    const hear = keeper.source(`s${no}.log`);
    const lines = terms.map((term) => zap(`raft.node: ${no} elected leader 4a86 at term ${term}`));
    for (const record of parse(lines.join('\n')).records) hear({ ...record, node: `s${no}` });
    return keeper.list().events.map(({ key }) => key);
  };

  it('keeps the same episodes of every source where there are too many, in any order', () => {
    const terms = Array.from({ length: 5_000 }, (_, term) => term);
    const kept = see(1, terms);
    expect(kept.length).toBeLessThanOrEqual(2_048);
    expect(kept.length).toBeGreaterThan(500);
    expect(see(2, terms.toReversed())).toEqual(kept);
  });
});
