import type { LogRecord } from '../../src/model/record.js';
import { createWitnessKeeper, type WitnessKeeper } from '../../src/observe/witness-keeper.js';

/** A member of an etcd cluster: what it writes, stamped by a clock that is `aheadMs` ahead. */
export interface Member {
  readonly node: string;
  readonly id: string;
  readonly aheadMs: number;
}

/** One record of a member, at a true time. */
export interface Said {
  readonly member: Member;
  readonly trueMs: number;
  readonly message: string;
  readonly fields?: LogRecord['fields'];
}

export const members = (aheadMs: readonly number[]): readonly Member[] =>
  aheadMs.map((ms, no) => ({ node: `server${no + 1}`, id: `${no + 1}`.repeat(16), aheadMs: ms }));

/** Raft's own lines of an election that `candidate` wins; `delays` of the messages to and from the others. */
export function election(
  candidate: Member,
  voters: readonly Member[],
  term: number,
  { trueMs, delays }: { readonly trueMs: number; readonly delays: readonly number[] },
): readonly Said[] {
  const said = (member: Member, after: number, message: string): Said => ({
    member,
    trueMs: trueMs + after,
    message,
  });
  const state = `[logterm: ${term - 1}, index: 9]`;
  const elected = ({ id }: Member) =>
    `raft.node: ${id} elected leader ${candidate.id} at term ${term}`;
  const fastest = Math.min(...delays);
  return [
    ...voters.flatMap((voter, no) => {
      const delay = delays[no] ?? 1;
      const answer = delay === fastest;
      return [
        said(
          candidate,
          0,
          `${candidate.id} ${state} sent MsgVote request to ${voter.id} at term ${term}`,
        ),
        said(
          voter,
          delay,
          `${voter.id} ${state} cast MsgVote for ${candidate.id} ${state} at term ${term}`,
        ),
        ...(answer
          ? [
              said(
                candidate,
                2 * delay,
                `${candidate.id} received MsgVoteResp from ${voter.id} at term ${term}`,
              ),
            ]
          : []),
        said(voter, 3 * fastest + delay, elected(voter)),
      ];
    }),
    said(candidate, 3 * fastest, elected(candidate)),
  ];
}

/** The compaction at a revision, as every member logs it after its own time. */
export const compaction = (
  all: readonly Member[],
  revision: number,
  { trueMs, delays }: { readonly trueMs: number; readonly delays: readonly number[] },
): readonly Said[] =>
  all.map((member, no) => ({
    member,
    trueMs: trueMs + (delays[no] ?? 0) + 250,
    message: 'finished scheduled compaction',
    fields: { 'compact-revision': revision, took: '250ms' },
  }));

/** What etcd prints every 30 s on a member that is ahead of a peer by more than a second. */
export const drift = (member: Member, peer: Member, trueMs: number, rttMs: number): Said => ({
  member,
  trueMs,
  message: 'prober found high clock drift',
  fields: {
    'remote-peer-id': peer.id,
    'clock-drift': `${member.aheadMs - peer.aheadMs + rttMs / 3}ms`,
    rtt: `${rttMs}ms`,
  },
});

/** The records as the sources of the members hold them. */
export function listen(
  said: readonly Said[],
  keeper: WitnessKeeper = createWitnessKeeper(),
): WitnessKeeper {
  for (const { member, trueMs, message, fields = {} } of said) {
    keeper.source(`${member.node}.log`)({
      line: { source: `${member.node}.log`, no: 1, text: message, cr: false },
      node: member.node,
      component: 'etcd',
      time: { ms: trueMs + member.aheadMs, assumed: false },
      message,
      fields,
      format: 'plain>zap',
    });
  }
  return keeper;
}
