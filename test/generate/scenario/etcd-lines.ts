import type { EpochMs } from '../../../src/model/time.js';
import { goDuration } from '../payload/clock.js';
import { type ZapLine, zap } from '../payload/lines.js';
import type { Random } from '../random.js';

/** What etcd printed at an instant: one zap line. */
export interface EtcdLine {
  readonly at: EpochMs;
  readonly text: string;
}
export interface EtcdMember {
  readonly memberId: string;
  readonly offsetMinutes: number;
}

const print = (member: EtcdMember, line: Omit<ZapLine, 'offsetMinutes'>): EtcdLine => ({
  at: line.at,
  text: zap({ ...line, offsetMinutes: member.offsetMinutes }),
});

const raft = (member: EtcdMember, at: EpochMs, msg: string): EtcdLine =>
  print(member, { at, level: 'info', logger: 'raft', caller: 'etcdserver/zap_raft.go:77', msg });

export interface SlowApply {
  readonly at: EpochMs;
  readonly tookMs: number;
  readonly request: string;
  readonly response: string;
  readonly prefix?: string;
}

export function slowApply(member: EtcdMember, slow: SlowApply): EtcdLine {
  const fields = {
    took: goDuration(slow.tookMs),
    'expected-duration': '100ms',
    prefix: slow.prefix ?? 'read-only range ',
    request: slow.request,
    response: slow.response,
  };
  const caller = 'etcdserver/util.go:170';
  return print(member, {
    at: slow.at,
    level: 'warn',
    caller,
    msg: 'apply request took too long',
    fields,
  });
}

/** A range over everything below a prefix, as etcd prints it. */
export function rangeRequest(prefix: string, limit?: number): string {
  const end = `${prefix.slice(0, -1)}0`; // the byte after '/' is '0'
  const rest = limit === undefined ? '' : `limit:${limit} `;
  return `key:"${prefix}" range_end:"${end}" ${rest}`;
}

export function slowSync(member: EtcdMember, at: EpochMs, tookMs: number): EtcdLine {
  const fields = { took: goDuration(tookMs), 'expected-duration': '1s' };
  return print(member, {
    at,
    level: 'warn',
    caller: 'wal/wal.go:805',
    msg: 'slow fdatasync',
    fields,
  });
}

export interface Heartbeat {
  readonly at: EpochMs;
  readonly to: string;
  readonly intervalMs: number;
  readonly exceededMs: number;
}

export function lateHeartbeat(member: EtcdMember, beat: Heartbeat): EtcdLine {
  const fields = {
    to: beat.to,
    'heartbeat-interval': goDuration(beat.intervalMs),
    'expected-duration': goDuration(beat.intervalMs * 2),
    'exceeded-duration': goDuration(beat.exceededMs),
  };
  const msg =
    'leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow disk';
  return print(member, {
    at: beat.at,
    level: 'warn',
    caller: 'etcdserver/raft.go:416',
    msg,
    fields,
  });
}

/** One retry of a linearizable read; the id is larger than a double can hold, so it is put in as text. */
export function readIndexRetry(member: EtcdMember, at: EpochMs, random: Random): EtcdLine {
  const msg = 'waiting for ReadIndex response took too long, retrying';
  const fields = { 'sent-request-id': 0, 'retry-timeout': '500ms' };
  const caller = 'etcdserver/v3_server.go:920';
  const { text } = print(member, { at, level: 'warn', caller, msg, fields });
  const id = `125077142${random.word(10, '0123456789')}`;
  return { at, text: text.replace('"sent-request-id":0', `"sent-request-id":${id}`) };
}

/** The three lines of a compaction, one per 5 min and member. */
export function compaction(member: EtcdMember, at: EpochMs, random: Random): readonly EtcdLine[] {
  const revision = Math.floor(at / 1000) % 10_000_000;
  const [hash, bytes] = [random.int(1e8, 4e9), random.int(30, 60) * 1_048_576];
  const size = `${Math.round(bytes / 1e6)} MB`;
  const tookMs = random.between(12, 48);
  const done = {
    'compact-revision': revision,
    took: goDuration(tookMs),
    hash,
    'current-db-size-bytes': bytes,
    'current-db-size': size,
    'current-db-size-in-use-bytes': Math.floor(bytes / 2),
    'current-db-size-in-use': `${Math.round(bytes / 2e6)} MB`,
  };
  const info = { level: 'info' } as const;
  return [
    print(member, {
      ...info,
      at,
      caller: 'mvcc/index.go:214',
      msg: 'compact tree index',
      fields: { revision },
    }),
    print(member, {
      ...info,
      at: at + tookMs,
      caller: 'mvcc/kvstore_compaction.go:72',
      msg: 'finished scheduled compaction',
      fields: done,
    }),
    print(member, {
      ...info,
      at: at + tookMs + 0.021,
      caller: 'mvcc/hash.go:151',
      msg: 'storing new hash',
      fields: { hash, revision, 'compact-revision': revision - 1800 },
    }),
  ];
}

/** The leader falls silent and a follower takes over, as the follower that wins tells it. */
export function election(
  winner: EtcdMember,
  loser: string,
  others: readonly string[],
  at: EpochMs,
  term: number,
): readonly EtcdLine[] {
  const { memberId: self } = winner;
  const texts: readonly (readonly [number, string])[] = [
    [0, `${self} is starting a new election at term ${term}`],
    [0.06, `${self} became pre-candidate at term ${term}`],
    [0.1, `${self} received MsgPreVoteResp from ${self} at term ${term}`],
    ...others.map(
      (peer) =>
        [
          0.2,
          `${self} [logterm: ${term}, index: 912114] sent MsgPreVote request to ${peer} at term ${term}`,
        ] as const,
    ),
    [0.3, `raft.node: ${self} lost leader ${loser} at term ${term}`],
    [2.1, `${self} has received 2 MsgPreVoteResp votes and 0 vote rejections`],
    [2.2, `${self} became candidate at term ${term + 1}`],
    [9.4, `${self} became leader at term ${term + 1}`],
    [9.5, `raft.node: ${self} elected leader ${self} at term ${term + 1}`],
  ];
  return texts.map(([after, text]) => raft(winner, at + after, text));
}

/** How the member that lost the lead sees the same change. */
export function deposed(
  loser: EtcdMember,
  winner: string,
  at: EpochMs,
  term: number,
): readonly EtcdLine[] {
  const { memberId: self } = loser;
  return [
    raft(
      loser,
      at,
      `${self} [term: ${term}] received a MsgVote message with higher term from ${winner} [term: ${term + 1}]`,
    ),
    raft(loser, at + 0.4, `${self} became follower at term ${term + 1}`),
    raft(
      loser,
      at + 9.8,
      `raft.node: ${self} changed leader from ${self} to ${winner} at term ${term + 1}`,
    ),
  ];
}

/** Start of a member: enough of it to recognise. */
export function etcdStart(
  member: EtcdMember & {
    readonly address: string;
    readonly name: string;
    readonly etcdVersion: string;
  },
  at: EpochMs,
  dataDir: string,
): readonly EtcdLine[] {
  const { memberId: self } = member;
  const info = (
    after: number,
    caller: string,
    msg: string,
    fields: Readonly<Record<string, unknown>>,
  ) => print(member, { at: at + after, level: 'info', caller, msg, fields });
  const peers = ['https://127.0.0.1:2380', `https://${member.address}:2380`];
  const clients = ['https://127.0.0.1:2379', `https://${member.address}:2379`];
  return [
    info(0, 'embed/etcd.go:128', 'configuring peer listeners', { 'listen-peer-urls': peers }),
    info(0.9, 'embed/etcd.go:136', 'configuring client listeners', {
      'listen-client-urls': clients,
    }),
    info(1.1, 'embed/etcd.go:311', 'starting an etcd server', {
      'etcd-version': member.etcdVersion,
      'member-initialized': true,
      name: member.name,
      'data-dir': dataDir,
      'heartbeat-interval': '500ms',
      'election-timeout': '5s',
    }),
    info(14, 'etcdserver/backend.go:81', 'opened backend db', {
      path: `${dataDir}/member/snap/db`,
      took: '11.80113ms',
    }),
    info(190, 'etcdserver/raft.go:540', 'restarting local member', {
      'cluster-id': 'b5e2f1a09d774c31',
      'local-member-id': self,
      'commit-index': 912_004,
    }),
    raft(member, at + 190.4, `${self} became follower at term 7`),
    print(member, {
      at: at + 196,
      level: 'warn',
      caller: 'auth/store.go:1241',
      msg: 'simple token is not cryptographically signed',
    }),
    info(320, 'etcdserver/server.go:873', 'starting etcd server', {
      'local-member-id': self,
      'local-server-version': member.etcdVersion,
      'cluster-id': 'b5e2f1a09d774c31',
      'cluster-version': '3.5',
    }),
    info(322, 'v3rpc/health.go:61', 'grpc service status changed', {
      service: '',
      status: 'SERVING',
    }),
    info(331, 'embed/serve.go:250', 'serving client traffic securely', {
      traffic: 'grpc+http',
      address: `${member.address}:2379`,
    }),
  ];
}
