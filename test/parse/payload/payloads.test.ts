import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../src/parse/envelope.js';
import { peel, peelText } from '../../../src/parse/payloads.js';

const bare = (month: number, day: number, clock: string, year?: number) => {
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number);
  const msOfDay = Math.round(((hour * 60 + minute) * 60 + second) * 1_000_000) / 1000;
  return { kind: 'bare', ...(year === undefined ? {} : { year }), month, day, msOfDay };
};

describe('logrus', () => {
  it('reads keys, numbers and quoted text', () => {
    const peeled = peelText(
      'time="2024-04-20T22:24:35Z" level=warning msg="boom \\"x\\"\\nline2\\ttab \\x1b[31mred 中文" attempt=3 error="no route" id=1849882913654041997 ok=true',
    );
    expect(peeled).toMatchObject({
      message: 'boom "x"\nline2\ttab \x1b[31mred 中文',
      level: 'warning',
      fields: { attempt: 3, error: 'no route', id: '1849882913654041997', ok: true },
      stamp: { kind: 'absolute', ms: Date.UTC(2024, 3, 20, 22, 24, 35) },
      layers: 'logrus',
    });
  });

  it.each([
    [
      ' level=debug msg="Serving p2p peer addr /ip4/172 /tcp/5001/p2p/Qm to client at 127.0.0.1"',
      'debug',
    ],
    ['level=info msg="Run: k3s kubectl"', 'info'],
    ['5-04-15T10:00:12Z" level=error msg="lost head"', 'error'],
    ['msg="any order" time="2025-04-15T10:00:12Z" level=fatal', 'fatal'],
    ['time="2025-04-15T10:00:12Z" level=info msg="cut in the mid', 'info'],
    ['time="2025-04-15T10:00:12Z" level=info msg=ready', 'info'],
    ['time="2025-04-15T10:00:12Z" level=info', 'info'],
  ])('reads %s', (text, level) => {
    expect(peelText(text)).toMatchObject({ layers: 'logrus', level });
  });

  it.each([
    'the option level=info msg="x" was given',
    'level=purple msg="x"',
    'a=1 b=2',
    'time="2025-04-15T10:00:12Z" and text',
    '',
  ])('leaves %j alone', (text) => {
    expect(peelText(text)).toMatchObject({ layers: '', message: text });
  });

  it('keeps keys with dots and empty values', () => {
    const { fields } = peelText('time="2026-11-21T06:36:38Z" level=info empty= fields.msg=clash');
    expect(fields).toEqual({ empty: '', 'fields.msg': 'clash' });
  });
});

describe('logrus on a terminal', () => {
  it('splits the fields off behind two blanks', () => {
    expect(
      peelText(
        '\x1b[36mINFO\x1b[0m[0026] Connecting to proxy                          \x1b[36murl\x1b[0m="wss://x"',
      ),
    ).toMatchObject({
      message: 'Connecting to proxy',
      level: 'info',
      fields: { url: 'wss://x' },
      stamp: undefined,
      layers: 'logrus-tty',
    });
  });

  it('keeps words with = in the message', () => {
    const text = 'COMPACT compactRev=0 targetCompactRev=2 currentRev=17811';
    expect(peelText(`INFO[0300] ${text}`)).toMatchObject({ message: text, fields: undefined });
  });

  it('reads a full stamp in the brackets', () => {
    const { stamp } = peelText(
      'INFO[2019-04-05T14:13:26.181414671-08:00] Running containerd -c x ',
    );
    expect(stamp).toEqual({
      kind: 'absolute',
      ms: Date.UTC(2019, 3, 5, 22, 13, 26) + 181.414,
      offsetMinutes: -480,
    });
  });
});

describe('klog', () => {
  it('gives the plain message of a structured line', () => {
    expect(
      peelText(
        'I0705 07:27:07.726671       1 clientset.go:194] "duplicate server" serverID="810aa8" serverCount=3 clientsCount=1 pods=["a b" "c"] obj={Name:x Id:1}',
      ),
    ).toMatchObject({
      message: 'duplicate server',
      level: 'info',
      fields: {
        caller: 'clientset.go:194',
        serverID: '810aa8',
        serverCount: 3,
        clientsCount: 1,
        pods: '["a b" "c"]',
        obj: '{Name:x Id:1}',
      },
      stamp: bare(7, 5, '7:27:7.726671'),
    });
  });

  it('reads values of several lines', () => {
    const text =
      'E0611 07:59:46.123456    3785 x.go:1] "Failed" err=<\n\tline one\n\tline two\n > pod="a/b"';
    expect(peelText(text).fields).toMatchObject({ err: 'line one\nline two', pod: 'a/b' });
  });

  it('leaves text that only begins with a quote whole', () => {
    const { message } = peelText('W1025 00:20:02.999999    1234 d.go:225] "foo" is not valid');
    expect(message).toBe('"foo" is not valid');
  });

  it('reads quoted keys of klogr', () => {
    const text =
      'E1124 07:26:17.083694       1 start.go:136] cert-manager/ca-injector "msg"="error running manager" "error"="leader election lost"  ';
    expect(peelText(text)).toMatchObject({
      message: 'error running manager',
      level: 'error',
      fields: { error: 'leader election lost' },
    });
  });

  it('takes the year of a trace', () => {
    const text =
      'I0101 00:00:01.353736 2042063 trace.go:205] Trace[1630274928]: "Get" url:/x (31-Dec-2020 23:59:58.555) (total time: 2798ms):';
    expect(peelText(text)).toMatchObject({
      stamp: { year: 2021 },
      fields: { trace: '1630274928', operation: 'Get', 'total-time': '2798ms' },
    });
  });
});

describe('JSON', () => {
  it.each([
    ['"2021-06-05T13:08:40.686-0400"', Date.UTC(2021, 5, 5, 17, 8, 40) + 686, -240],
    ['"2025-04-15T10:00:00.12+0800"', Date.UTC(2025, 3, 15, 2, 0, 0) + 120, 480],
    ['"2025-04-15T10:00:00Z"', Date.UTC(2025, 3, 15, 10)],
    ['"2025-04-15T10:00:00.123456Z"', Date.UTC(2025, 3, 15, 10) + 123.456],
    ['1716960031.1651144', 1716960031165.114],
  ])('reads the stamp %s of zap', (ts, ms, offsetMinutes?: number) => {
    const { stamp } = peelText(`{"level":"info","ts":${ts},"caller":"raft/raft.go:1","msg":"x"}`);
    expect(stamp).toEqual({ kind: 'absolute', ms, offsetMinutes });
  });

  it('keeps integers beyond 2^53 digit by digit', () => {
    const { fields } = peelText(
      '{"level":"warn","ts":1,"msg":"x","sent-request-id":11511378754521062617,"retry-timeout":"500ms","n":42,"a":[1],"o":{"p":{"q":9007199254740993}},"z":null}',
    );
    expect(fields).toMatchObject({
      'sent-request-id': '11511378754521062617',
      'retry-timeout': '500ms',
      n: 42,
      a: '[1]',
      'o.p.q': '9007199254740993',
    });
    expect(fields).not.toHaveProperty('z');
  });

  it('reads slog and strips the line end client-go leaves', () => {
    expect(
      peelText(
        '{"time":"2025-02-17T06:47:12.370458501Z","level":"DEBUG-4","source":{"function":"main.f","line":216},"msg":"attempting to acquire leader lease spegel/x...\\n"}',
      ),
    ).toMatchObject({
      layers: 'slog',
      message: 'attempting to acquire leader lease spegel/x...',
      level: 'debug',
      fields: { 'source.function': 'main.f', 'source.line': 216 },
    });
  });

  it('has no level for V(4) of klog', () => {
    expect(
      peelText('{"ts":1580306777046.293,"caller":"a.go:1","msg":"x","v":4}').level,
    ).toBeUndefined();
    expect(peelText('{"ts":1580306777046.293,"caller":"a.go:1","msg":"x","err":"e"}').level).toBe(
      'error',
    );
  });

  it('reads an object without its end as far as it goes', () => {
    expect(
      peelText(
        '{"level":"warn","ts":"2026-11-21T06:17:45.115Z","caller":"etcdserver/util.go:167","msg":"apply request took too long","took":"2.01s","request":"key:\\"/registry/bi',
      ),
    ).toMatchObject({
      layers: 'zap',
      message: 'apply request took too long',
      fields: { took: '2.01s', request: 'key:"/registry/bi' },
    });
  });
});

describe('capnslog speaks as zap', () => {
  const cases: readonly (readonly [string, string, object])[] = [
    [
      'W | etcdserver: read-only range request "key:\\"/registry/x\\" " with result "range_response_count:1 size:1815" took too long (103.290303ms) to execute',
      'apply request took too long',
      {
        took: '103.290303ms',
        prefix: 'read-only range ',
        request: 'key:"/registry/x" ',
        response: 'range_response_count:1 size:1815',
      },
    ],
    [
      'W | etcdserver: request "header:<ID:1 > " with result "error:etcdserver: request timed out" took too long (5.1s) to execute',
      'apply request took too long',
      { took: '5.1s', prefix: '', response: '', error: 'etcdserver: request timed out' },
    ],
    [
      'W | wal: sync duration of 1.3148234s, expected less than 1s',
      'slow fdatasync',
      { took: '1.3148234s', 'expected-duration': '1s' },
    ],
    [
      'W | etcdserver: failed to send out heartbeat on time (exceeded the 100ms timeout for 2.16238492s, to 9af20275f12f9fc0)',
      'leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow disk',
      { 'exceeded-duration': '2.16238492s', to: '9af20275f12f9fc0', 'heartbeat-interval': '100ms' },
    ],
    [
      'W | etcdserver: waiting for ReadIndex response took too long, retrying (sent-request-id: 11511378754521062617, retry-timeout: 500ms)',
      'waiting for ReadIndex response took too long, retrying',
      { 'sent-request-id': '11511378754521062617', 'retry-timeout': '500ms' },
    ],
    [
      'W | rafthttp: health check for peer 1bfd00ccd7eac34d could not connect: dial tcp 127.0.0.1:1: i/o timeout',
      'prober detected unhealthy status',
      { 'remote-peer-id': '1bfd00ccd7eac34d', error: 'dial tcp 127.0.0.1:1: i/o timeout' },
    ],
    [
      'I | embed: rejected connection from "10.0.0.1:34990" (error "remote error: tls: bad certificate", ServerName "")',
      'rejected connection',
      { 'remote-addr': '10.0.0.1:34990', error: 'remote error: tls: bad certificate' },
    ],
  ];
  it.each(cases)('%s', (text, message, fields) => {
    const peeled = peelText(`2026-11-21 06:20:12.023394 ${text}`);
    expect(peeled).toMatchObject({ layers: 'capnslog', message, fields });
    expect(peeled.fields?.text).toBe(text.slice(text.indexOf(': ') + 2));
  });

  it('also where syslog took the head away', () => {
    const line = { source: 'x', no: 1, text: '', cr: false };
    const envelope: Envelope = {
      line,
      transport: 'rfc3164',
      ident: 'etcd',
      message: 'sync duration of 1.3s, expected less than 1s',
    };
    expect(peel(envelope)).toMatchObject({ message: 'slow fdatasync', fields: { took: '1.3s' } });
  });

  it('counts merged lines', () => {
    const { fields, message } = peelText(
      '2017-02-22 19:27:26.477228 E | etcdhttp: got unexpected response error (x) [merged 1 repeated lines in 1.53s]',
    );
    expect(fields).toEqual({ package: 'etcdhttp', repeated: 1 });
    expect(message).toBe('got unexpected response error (x)');
  });
});

describe('nesting', () => {
  it('peels k0s around klog; the inner level wins, the component stays', () => {
    expect(
      peelText(
        'time="2024-07-01 07:41:38" level=info msg="E0701 07:41:38.076911     928 server.go:579] \\"Failed to get a backend\\" err=\\"No agent available\\" dialID=1849882913654041997" component=konnectivity stream=stderr',
      ),
    ).toEqual({
      message: 'Failed to get a backend',
      level: 'error',
      fields: {
        component: 'konnectivity',
        stream: 'stderr',
        caller: 'server.go:579',
        err: 'No agent available',
        dialID: '1849882913654041997',
      },
      stamp: bare(7, 1, '7:41:38', 2024),
      innerStamp: bare(7, 1, '7:41:38.076911'),
      layers: 'logrus>klog',
    });
  });

  it.each([
    [
      'time="2022-10-08 13:23:18" level=info msg="time=\\"2022-10-08T13:23:18Z\\" level=error msg=\\"error while range on /a: \\\\\\"x\\\\\\"\\"" component=kine',
      'error while range on /a: "x"',
      'error',
      'logrus>logrus',
    ],
    [
      'time="2025-06-11 07:59:46" level=info msg="Sat Nov 21 06:26:01 2026: (k0s-vip-0) Entering MASTER STATE" component=keepalived stream=stderr',
      '(k0s-vip-0) Entering MASTER STATE',
      'info',
      'logrus>ctime',
    ],
    [
      'time="2025-06-11 07:59:46" level=info msg="{\\"level\\":\\"warn\\",\\"ts\\":\\"2025-06-11T05:59:46.1Z\\",\\"msg\\":\\"slow fdatasync\\"}" component=etcd',
      'slow fdatasync',
      'warning',
      'logrus>zap',
    ],
    [
      'time="2024-04-20T22:24:35Z" level=info msg="spegel 2024/04/20 22:24:35 p2p: \\"level\\"=0 \\"msg\\"=\\"no bootstrap nodes found\\""',
      'no bootstrap nodes found',
      'info',
      'logrus>stdr',
    ],
    [
      'time="2024-04-20T22:24:35Z" level=info msg="spegel 2024/04/20 22:24:35 p2p: \\"msg\\"=\\"could not get bootstrap addresses\\" \\"error\\"=\\"p2p peer not ready\\""',
      'could not get bootstrap addresses',
      'error',
      'logrus>stdr',
    ],
    [
      'time="2025-04-15T10:00:12Z" level=info msg="Cluster-Http-Server 2025/04/15 10:00:12 http: TLS handshake error from 10.0.0.2:1: EOF"',
      'http: TLS handshake error from 10.0.0.2:1: EOF',
      'info',
      'logrus>go-log',
    ],
    ['2022/08/18 09:56:04 [INFO] received CSR', 'received CSR', 'info', 'go-log'],
    [
      'raft2026/11/21 06:16:52 INFO: 8e9e05c52164694d became leader at term 2',
      '8e9e05c52164694d became leader at term 2',
      'info',
      'go-log',
    ],
    [
      'WARNING: 2026/11/21 07:28:44 [core] grpc: addrConn.createTransport failed',
      '[core] grpc: addrConn.createTransport failed',
      'warning',
      'go-log',
    ],
    [
      '2024-04-20T22:24:35.102Z        WARN        dht        dht/dht.go:523        failed to bootstrap',
      'failed to bootstrap',
      'warning',
      'libp2p',
    ],
    [
      '[1454500.910215] nf_conntrack: table full, dropping packet',
      'nf_conntrack: table full, dropping packet',
      undefined,
      'kernel',
    ],
    [
      'Saved backup at 2025/04/15 10:00:12 to disk',
      'Saved backup at 2025/04/15 10:00:12 to disk',
      undefined,
      '',
    ],
  ])('%s', (text, message, level, layers) => {
    expect(peelText(text)).toMatchObject({ message, level, layers });
  });

  it('names the embedded registry by its logger', () => {
    const text =
      'time="2024-04-20T22:24:35Z" level=info msg="spegel 2024/04/20 22:24:35 p2p: \\"level\\"=0 \\"msg\\"=\\"x\\""';
    expect(peelText(text).fields).toEqual({ logger: 'spegel/p2p' });
  });
});

describe('console', () => {
  const ms = Date.UTC(2026, 0, 5, 19, 52, 25);

  it.each(['\t', '  ', '    '])('reads the columns of zap between %j', (gap) => {
    const text = [
      '2026-01-05T19:52:25.000Z',
      'ERROR',
      'setup',
      'cmd/main.go:143',
      'problem running manager',
      '{"error": "leader election lost"}',
    ];
    expect(peelText(text.join(gap))).toMatchObject({
      layers: 'libp2p',
      message: 'problem running manager',
      level: 'error',
      fields: { logger: 'setup', caller: 'cmd/main.go:143', error: 'leader election lost' },
      stamp: { kind: 'absolute', ms },
    });
    expect(peelText(text.filter((_, no) => no !== 3).join(gap))).toMatchObject({
      layers: 'console',
      message: 'problem running manager',
      level: 'error',
      fields: { logger: 'setup', error: 'leader election lost' },
      stamp: { kind: 'absolute', ms },
    });
  });

  it.each([
    ['2020-02-04T03:50:27.372888Z\tinfo\tleader election lock lost', {}],
    ['2020-02-04T03:50:27.372888Z     info    ads  leader election lock lost', { logger: 'ads' }],
    ['2020-02-04T03:50:27Z\twarn\tx/y.go:7\tleader election lock lost', { caller: 'x/y.go:7' }],
    ['2020-02-04T03:50:27Z\tINFO\tleader election lock lost\t{"id": 7}', { id: 7 }],
    ['2020-02-04T03:50:27+0100\tINFO\tleader election lock lost', {}],
  ])('reads %j', (text, fields) => {
    const peeled = peelText(text);
    expect(peeled).toMatchObject({ layers: 'console', message: 'leader election lock lost' });
    expect(peeled.fields).toEqual(fields);
  });

  it('reads tracing of Rust', () => {
    const text =
      '2026-01-05T19:52:25Z  INFO kopiur_controller::leader: elected leader lease=kopiur id="k-6b"';
    expect(peelText(text)).toMatchObject({
      layers: 'console',
      message: 'elected leader',
      level: 'info',
      fields: { logger: 'kopiur_controller::leader', lease: 'kopiur', id: 'k-6b' },
      stamp: { kind: 'absolute', ms },
    });
    expect(peelText('2026-01-05T19:52:25Z DEBUG a::b: x=1 and more').message).toBe('x=1 and more');
  });

  it.each([
    '2026-01-05T19:52:25Z info: starting',
    '2026-01-05T19:52:25 INFO setup: no zone',
    '2026-01-05 19:52:25  INFO  setup  a blank for the T',
    '2026-01-05T19:52:25Z  INFORMATION  setup',
    '2026-01-05T19:52:25Z  x  INFO  setup',
  ])('leaves %j alone', (text) => {
    expect(peelText(text)).toMatchObject({ layers: '', message: text });
  });
});
