import type { EpochMs } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';
import { zap } from '../payload/lines.js';
import type { Server } from './host.js';

/** One line of one member's etcd, at a true time. */
interface Said {
  readonly server: Server;
  readonly at: EpochMs;
  readonly msg: string;
}

/** What all members write of an election: `winner` asks, the others vote, all learn who leads. */
export function pairedElection(
  winner: Server,
  servers: readonly Server[],
  at: EpochMs,
  term: number,
): readonly Said[] {
  const { memberId: self } = winner;
  const voters = servers.filter((server) => server !== winner);
  const state = `[logterm: ${term - 1}, index: 912114]`;
  const elected = (server: Server, after: number): Said => ({
    server,
    at: at + after,
    msg: `raft.node: ${server.memberId} elected leader ${self} at term ${term}`,
  });
  return [
    ...voters.flatMap((voter, no): readonly Said[] => [
      {
        server: winner,
        at: at + 0.1 * no,
        msg: `${self} ${state} sent MsgVote request to ${voter.memberId} at term ${term}`,
      },
      {
        server: voter,
        at: at + 1.5 + no,
        msg: `${voter.memberId} ${state} cast MsgVote for ${self} ${state} at term ${term}`,
      },
    ]),
    {
      server: winner,
      at: at + 3,
      msg: `${self} received MsgVoteResp from ${voters[0]?.memberId ?? ''} at term ${term}`,
    },
    elected(winner, 3.2),
    ...voters.map((voter, no) => elected(voter, 5 + no)),
  ];
}

/** The lines of one server as entries of its unit. */
export const entriesOfEtcd = (said: readonly Said[], server: Server): readonly Entry[] =>
  said
    .filter((one) => one.server === server)
    .map(({ at, msg }) => ({
      at,
      node: server.name,
      ident: server.ident,
      unit: server.unit,
      pid: 1123,
      message: zap({
        at,
        level: 'info',
        logger: 'raft',
        caller: 'etcdserver/zap_raft.go:77',
        msg,
        offsetMinutes: server.offsetMinutes,
      }),
      priority: 6,
      boot: server.boot,
    }));
