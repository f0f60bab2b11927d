import type { Fields, LogRecord } from '../model/record.js';
import { parseDuration } from '../rulebook/duration.js';

/**
 * What a record says that another node says too, or says of another node:
 * - `event`: one side of something two members of an etcd cluster write, told by the same `key`;
 * - `drift`: etcd's own measure, how far its clock is ahead of a peer's, and how far that may be wrong;
 * - `member`: only which member of the cluster speaks.
 */
export type Told =
  | ({ readonly kind: 'event' } & SharedEvent)
  | {
      readonly kind: 'drift';
      readonly peer: string;
      readonly aheadMs: number;
      readonly rttMs?: number;
    }
  | { readonly kind: 'member'; readonly member: string };

export interface SharedEvent {
  /**
   * `asked`, `voted`, `answered`: a vote is asked for, cast, received, in this order; the key names both members.
   * `led`: a member learns who leads. `compacted`: all members compact at the same revision.
   */
  readonly role: 'asked' | 'voted' | 'answered' | 'led' | 'compacted';
  readonly key: string;
  /** Events of one episode stand or fall together: term and candidate, or the revision. */
  readonly episode: string;
  /** Raft id of the member that speaks; empty where the record does not say. */
  readonly member: string;
  /** The record was written so long after what it tells. */
  readonly afterMs: number;
}

/** One of these occurs in every record that tells something; a search of raw bytes has to pass them on. */
export const WITNESS_LITERALS: readonly string[] = [
  ' at term ',
  'finished scheduled compaction',
  'prober found high clock drift',
  'the clock difference against peer ',
  'local-member-id',
];

const MAX_CHARS = 300;
const ID = '([0-9a-f]{1,16})';
/** `ID [logterm: 1, index: 3, vote: 0] cast MsgVote for ID [logterm: 1, index: 3] at term 2`. */
const VOTE = new RegExp(
  `^${ID} (?:\\[[^\\]]*\\] )?(sent|cast|received) Msg(Pre)?Vote(?: request to| for|Resp from) ${ID}(?: \\[[^\\]]*\\])? at term (\\d{1,19})$`,
);
const LED = new RegExp(
  `^raft\\.node: ${ID} (?:elected leader|changed leader from [0-9a-f]{1,16} to) ${ID} at term (\\d{1,19})$`,
);
const COMPACTED = 'finished scheduled compaction';
const COMPACTED_TEXT = /^finished scheduled compaction at (\d{1,19}) \(took (\S+)\)$/;
const DRIFT = 'prober found high clock drift';
const DRIFT_TEXT =
  /^the clock difference against peer ([0-9a-f]{1,16}) is too high \[(\S+) > \S+\]$/;
const SPEAKER = new RegExp(
  `^(?:raft\\.node: )?${ID} (?:\\[|became |is starting |elected |changed |lost |received )`,
);

/**
 * What a record tells of a moment another node knows too; `undefined` for nearly all. Texts of etcd 3.4 to
 * 3.6, through zap and capnslog. Source: https://github.com/etcd-io/etcd raft/{raft,node}.go,
 * mvcc/kvstore_compaction.go, etcdserver/api/rafthttp/probing_status.go
 */
export function readWitness({ component, message, fields }: LogRecord): Told | undefined {
  if (component !== 'etcd' || message.length > MAX_CHARS) return undefined;
  if (message.includes(' at term ')) return readRaft(message);
  if (message.startsWith(COMPACTED)) return readCompaction(message, fields);
  if (message === DRIFT) {
    return readDrift(fields['remote-peer-id'], fields['clock-drift'], fields.rtt);
  }
  const drift = message.startsWith('the clock diff') ? DRIFT_TEXT.exec(message) : null;
  if (drift) return readDrift(drift[1], drift[2]);
  const local = fields['local-member-id'];
  return typeof local === 'string' && local !== '' ? { kind: 'member', member: local } : undefined;
}

const ROLES = { sent: 'asked', cast: 'voted', received: 'answered' } as const;

function readRaft(message: string): Told | undefined {
  const vote = VOTE.exec(message);
  if (vote) {
    const [, member = '', verb = 'cast', pre = '', other = '', term = ''] = vote;
    // The pattern allows these three words only.
    const role = ROLES[verb as keyof typeof ROLES];
    const [candidate, voter] = role === 'voted' ? [other, member] : [member, other];
    if (candidate === voter) return { kind: 'member', member };
    const episode = `${term} ${candidate}`;
    const key = `vote${pre} ${episode} ${voter}`;
    return { kind: 'event', role, key, episode, member, afterMs: 0 };
  }
  const led = LED.exec(message);
  if (led) {
    const [, member = '', leader = '', term = ''] = led;
    const episode = `${term} ${leader}`;
    return { kind: 'event', role: 'led', key: `led ${episode}`, episode, member, afterMs: 0 };
  }
  const member = SPEAKER.exec(message)?.[1];
  return member === undefined ? undefined : { kind: 'member', member };
}

/** Members reach the revision together; each then takes its own time. */
function readCompaction(message: string, fields: Fields): Told | undefined {
  const text = message === COMPACTED ? null : COMPACTED_TEXT.exec(message);
  const revision = text?.[1] ?? fields['compact-revision'];
  const took = text?.[2] ?? fields.took;
  const afterMs = typeof took === 'string' ? parseDuration(took) : undefined;
  if (revision === undefined || afterMs === undefined) return undefined;
  const key = `compacted ${revision}`;
  return { kind: 'event', role: 'compacted', key, episode: key, member: '', afterMs };
}

function readDrift(peer: unknown, drift: unknown, rtt?: unknown): Told | undefined {
  const aheadMs = typeof drift === 'string' ? parseDuration(drift) : undefined;
  if (typeof peer !== 'string' || aheadMs === undefined) return undefined;
  const rttMs = typeof rtt === 'string' ? parseDuration(rtt) : undefined;
  return { kind: 'drift', peer, aheadMs, ...(rttMs === undefined ? {} : { rttMs }) };
}
