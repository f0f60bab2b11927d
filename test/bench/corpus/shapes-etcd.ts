import { goDuration } from '../../generate/payload/clock.js';
import { type ZapLine, zap } from '../../generate/payload/lines.js';
import type { Draw, Shape } from './shape.js';

type Said = Omit<ZapLine, 'at' | 'level' | 'fields'> & { readonly level?: ZapLine['level'] };

const shape = (said: Said, fields: (draw: Draw) => Readonly<Record<string, unknown>>): Shape => ({
  form: 'zap',
  print: (draw) => zap({ level: 'info', ...said, at: draw.at, fields: fields(draw) }),
});

const peer = ({ random }: Draw): string => random.pick(['8e9e05c52164694d', '91bc3c398fb3c146']);

/** What etcd says on a good day; with near misses of signals. */
export const ETCD_SHAPES: readonly Shape[] = [
  shape({ caller: 'mvcc/index.go:214', msg: 'compact tree index' }, ({ random }) => ({
    revision: random.int(1e6, 9e6),
  })),
  shape(
    { caller: 'mvcc/kvstore_compaction.go:72', msg: 'finished scheduled compaction' },
    ({ random }) => ({
      'compact-revision': random.int(1e6, 9e6),
      took: goDuration(random.between(0.2, 48)),
      hash: random.int(1e8, 4e9),
      'current-db-size-bytes': random.int(30, 60) * 1_048_576,
      'current-db-size': `${random.int(30, 60)} MB`,
    }),
  ),
  shape({ caller: 'mvcc/hash.go:151', msg: 'storing new hash' }, ({ random }) => ({
    hash: random.int(1e8, 4e9),
    revision: random.int(1e6, 9e6),
    'compact-revision': random.int(1e6, 9e6),
  })),
  shape({ caller: 'v3rpc/health.go:61', msg: 'grpc service status changed' }, () => ({
    service: '',
    status: 'SERVING',
  })),
  shape({ caller: 'embed/serve.go:250', msg: 'serving client traffic securely' }, ({ server }) => ({
    traffic: 'grpc+http',
    address: `${server.address}:2379`,
  })),
  shape(
    { caller: 'etcdserver/server.go:2142', msg: 'published local member to cluster through raft' },
    (draw) => ({
      'local-member-id': peer(draw),
      'request-path': `/0/members/${peer(draw)}/attributes`,
      'publish-timeout': '15s',
    }),
  ),
  shape({ caller: 'etcdserver/api_v3.go:81', msg: 'triggering snapshot' }, (draw) => ({
    'local-member-id': peer(draw),
    'local-member-applied-index': draw.random.int(1e6, 9e6),
    'local-member-snapshot-index': draw.random.int(1e6, 9e6),
  })),
  shape({ caller: 'fileutil/purge.go:96', msg: 'purged' }, ({ random }) => ({
    path: `/var/lib/rancher/k3s/server/db/etcd/member/snap/${random.hex(16)}-${random.hex(16)}.snap`,
  })),
  shape(
    {
      caller: 'rafthttp/stream.go:412',
      msg: 'established TCP streaming connection with remote peer',
    },
    (draw) => ({
      'stream-reader-type': draw.random.pick(['stream Message', 'stream MsgApp v2']),
      'local-member-id': '8e9e05c52164694d',
      'remote-peer-id': peer(draw),
    }),
  ),
  shape(
    {
      level: 'warn',
      caller: 'etcdserver/cluster_util.go:288',
      msg: 'failed to reach the peer URL',
    },
    (draw) => ({
      address: 'https://10.0.0.12:2380/version',
      'remote-member-id': peer(draw),
      error: 'Get "https://10.0.0.12:2380/version": EOF',
    }),
  ),
  shape({ caller: 'lease/lessor.go:823', msg: 'lease checkpoint took place' }, ({ random }) => ({
    'lease-id': random.hex(16),
    took: goDuration(random.between(0.1, 9)),
  })),
];
