/** Secrets to hide: `named` is known by the word before it only, the others by their form. */
export interface Secrets {
  readonly named: string;
  readonly rancher: string;
  readonly kubeadm: string;
  readonly jwt: string;
  readonly access: string;
  readonly join: string;
  readonly key: string;
}

const pem = (key: string): string =>
  `-----BEGIN RSA PRIVATE KEY-----\n${key}\n${key}\n-----END RSA PRIVATE KEY-----`;
const certificate = (key: string): string =>
  `-----BEGIN CERTIFICATE-----\nMIIB${key}\n-----END CERTIFICATE-----`;
const indent = (text: string): string => text.replace(/^/gm, '    ');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const NODE = (name: string, address: string, args: readonly string[], env: object) => ({
  kind: 'Node',
  metadata: {
    name,
    labels: { 'node-role.kubernetes.io/control-plane': 'true' },
    annotations: {
      'k3s.io/node-args': JSON.stringify(args),
      'k3s.io/node-env': JSON.stringify(env),
    },
  },
  status: {
    addresses: [{ type: 'InternalIP', address }],
    nodeInfo: { kubeletVersion: 'v1.33.4+k3s1' },
  },
});

const ETCD = (message: string, rest: object): string =>
  JSON.stringify({
    level: 'warn',
    ts: '2026-08-18T03:11:52.000Z',
    caller: 'wal/wal.go:816',
    msg: message,
    ...rest,
  });
const journal = (at: string, message: string): string => `Aug 18 ${at} srv-1 k3s[987]: ${message}`;

/** Nine slow syncs: a finding that cites them. */
const slowSyncs = (more: (no: number) => object): readonly string[] =>
  [2, 5, 9, 14, 20, 27, 33, 41, 52].map((second) =>
    ETCD('slow fdatasync', {
      ts: `2026-08-18T03:11:${String(second).padStart(2, '0')}.000Z`,
      took: '3.418225312s',
      'expected-duration': '1s',
      ...more(second),
    }),
  );
const started = (args: string): string =>
  journal(
    '03:10:00',
    `time="2026-08-18T03:10:00Z" level=info msg="Starting k3s v1.33.4+k3s1 (148243c4)" ${args}`,
  );

/** A bundle of one server with a secret in every kind of file there is. */
export const BUNDLE = (s: Secrets): Readonly<Record<string, string>> => {
  const folder = 'srv-1-2026-08-18_06_40_12';
  const args = [
    'server',
    '--server',
    'https://10.0.0.2:6443',
    '--token',
    s.named,
    '--agent-token',
    s.rancher,
  ];
  const nodes = [
    NODE('srv-1', '10.0.0.1', args, {
      K3S_TOKEN: s.named,
      K3S_DATASTORE_ENDPOINT: `postgres://kine:${s.named}@10.0.0.9:5432/k3s`,
    }),
    NODE(
      'srv-2',
      '10.0.0.2',
      [
        'server',
        '--cluster-init',
        '--etcd-s3-secret-key',
        s.named,
        '--etcd-s3-access-key',
        s.access,
      ],
      {},
    ),
  ];
  const files: Readonly<Record<string, string>> = {
    'systeminfo/hostname': 'srv-1\n',
    'systeminfo/date': 'Tue Aug 18 06:40:12 UTC 2026\n',
    'systeminfo/ps': `root 1 0.0 0.1 1 1 ? Ssl 05:12 0:01 /usr/local/bin/k3s server --token ${s.named} --datastore-endpoint=mysql://u:${s.named}@tcp(10.0.0.9:3306)/k3s\nroot 2 0.0 0.1 1 1 ? Ssl 05:12 0:01 /usr/local/bin/k0s worker ${s.join}\n`,
    'systeminfo/uname': `Linux srv-1 6.8.0-64-generic token=${s.named}\n`,
    'systeminfo/etchosts': `127.0.0.1 localhost\n10.0.0.2 api.lab # password: ${s.named}\n`,
    'networking/ipaddrshow': '2: eth0: <UP>\n    inet 10.0.0.1/24 scope global eth0\n',
    versions: `Tue Aug 18 06:40:12 UTC 2026\nk3s version v1.33.4+k3s1 (148243c4) --token ${s.named}\n`,
    'summary.txt': `Generated: Tue Aug 18 06:40:12 UTC 2026\nHostname: srv-1\nK3S_TOKEN=${s.named}\n`,
    'collector-output.log': `2026-08-18 06:40:12: K3S_TOKEN=${s.named}\n`,
    'k3s/version': `k3s version v1.33.4+k3s1 (148243c4)\nK3S_TOKEN=${s.named}\n`,
    'k3s/config.yaml': `token: ${s.named}\nagent-token: "${s.rancher}"\nserver: https://10.0.0.3:6443\ndatastore-endpoint: "postgres://kine:${s.named}@db:5432/k3s"\netcd-s3-access-key: ${s.access}\netcd-s3-secret-key: |\n  ${s.named}\nvpn-auth: "name=tailscale,joinKey=${s.named}"\n`,
    'k3s/10-rancher.yaml': `{\n  "token": "${s.named}",\n  "agent-token": "${s.kubeadm}"\n}\n`,
    'k3s/registries.yaml': `mirrors:\n  docker.io:\n    endpoint: ["https://u:${s.named}@registry.lab"]\nconfigs:\n  registry.lab:\n    auth:\n      username: u\n      password: ${s.named}\n      auth: ${base64(`u:${s.named}`)}\n    tls:\n      key_file: /x\n`,
    'k3s/k3s.service': `[Service]\nEnvironment="K3S_TOKEN=${s.named}"\nEnvironmentFile=-/etc/systemd/system/k3s.service.env\nExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--token' \\\n\t'${s.named}' \\\n\t'--agent-token=${s.rancher}' \\\n`,
    'k3s/k3s.service.env': `K3S_TOKEN='${s.named}'\nAWS_SECRET_ACCESS_KEY=${s.named}\nAWS_ACCESS_KEY_ID=${s.access}\nHTTPS_PROXY=http://proxy:${s.named}@10.0.0.8:3128\n`,
    'k3s/kubectl/nodes.json': JSON.stringify({ kind: 'List', items: nodes }, undefined, 1),
    'k3s/kubectl/nodesdescribe': `Name:               srv-1\nRoles:              control-plane\nAnnotations:        k3s.io/node-args:\n                      ["server","--token","${s.named}","--agent-to...\n                    k3s.io/node-env: {"K3S_TOKEN":"${s.named}"}\nAddresses:\n  InternalIP:  10.0.0.1\nSystem Info:\n  Kubelet Version:            v1.33.4+k3s1\n`,
    'k3s/kubectl/configmaps': `kube-system x ${s.jwt}\n`,
    'k3s/k3s.yaml': `users:\n- user:\n    client-key-data: ${base64(pem(s.key))}\n    token: ${s.jwt}\n`,
    'k3s/pod-manifests/kube-vip.yaml': `spec:\n  containers:\n  - name: kube-vip\n    env:\n    - name: address\n      value: 10.0.0.100\n    - name: bgp_peerpass\n      value: "${s.named}"\n`,
    'etc/k0s/k0s.yaml': `spec:\n  api:\n    address: 10.0.0.1\n  storage:\n    kine:\n      dataSource: postgres://u:${s.named}@db/k0s\n    etcd:\n      externalCluster:\n        clientKey: |\n${indent(indent(pem(s.key)))}\n`,
    'etc/k0s/join-token': `${s.join}\n`,
    'etc/keepalived/keepalived.conf': `vrrp_instance a {\n  authentication {\n    auth_pass ${s.named}\n  }\n  virtual_ipaddress {\n    10.0.0.100/24\n  }\n}\n`,
    'etc/default/k3s': `K3S_AGENT_TOKEN=${s.named}\n`,
    'var/lib/rancher/k3s/server/token': `${s.rancher}\n`,
    'var/lib/rancher/k3s/server/tls/client-ca.key': `${pem(s.key)}\n`,
    'token.txt': `${s.named}\n`,
    'tls.crt': certificate(s.key),
    'run-host/k0s-status.txt': `Args:\n- k0s\n- worker\n- --token=${s.named}\n- ${s.join}\nRole: worker\nVersion: v1.33.3+k0s.0\n`,
    'journald/k3s': `${[
      started(`--token ${s.named}`),
      journal(
        '03:10:01',
        `time="2026-08-18T03:10:01Z" level=info msg="Running kube-apiserver --advertise-address=10.0.0.1 --etcd-password=${s.named} --service-account-key-data ${s.jwt}"`,
      ),
      journal(
        '03:10:02',
        `I0818 03:10:02.1 987 kube.go:501] List of node(srv-1) annotations: map[string]string{"k3s.io/node-args":${JSON.stringify(JSON.stringify(args.map((arg) => arg.replace('10.0.0.2', '10.0.0.4'))))}, "k3s.io/node-env":${JSON.stringify(JSON.stringify({ K3S_TOKEN: s.named }))}}`,
      ),
      ...slowSyncs((no) => ({
        endpoint: `postgres://kine:${s.named}@db:5432/k3s`,
        token: s.rancher,
        no,
      })).map((line, no) => journal(`03:11:${10 + no}`, line)),
    ].join('\n')}\n`,
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]),
  );
};

/** What programs write of a secret without quotes around it; the reader needs the rest of the line. */
export const UNQUOTED: readonly ((secret: string) => string)[] = [
  ...[
    'password',
    'token',
    'secret-key',
    'node-password',
    'api_key',
    'X-Auth-Token',
    'dbPassword',
  ].flatMap((name) => [
    (s: string) => `${name}: ${s}`,
    (s: string) => `${name}:${s}`,
    (s: string) => `${name}=${s}`,
    (s: string) => `{a:1,${name}:${s}}`,
    (s: string) => `{\\"${name}\\":\\"${s}\\"}`,
  ]),
  ...['pwd', 'psk', 'pass', 'passphrase', 'client_secret', 'credentials', 'user.passwd'].flatMap(
    (name) => [(s: string) => `${name}=${s}`, (s: string) => `${name}: ${s}, retrying`],
  ),
  ...['passwd', 'password', 'pass', 'credential', 'auth_pass', 'token', 'secret_key'].map(
    (name) => (s: string) => `${name} ${s}`,
  ),
  (s) => `password is ${s} for root`,
  (s) => `密码：${s} 错误`,
  (s) => `Cookie: session=${s}; path=/`,
  (s) => `map[Authorization:[Bearer ${s}] Cookie:[a=${s}] X-Auth-Token:[${s}]]`,
  (s) => `token-x7k2p:${s}`,
  (s) => `R_SESS=token-x7k2p:${s}`,
  (s) => `https://x.blob/?sv=1&sig=${s}`,
  (s) => `https://x.blob/?sv=1\\u0026X-Amz-Signature=${s}`,
  (s) => `https://${s}@reg.lab/v2`,
  (s) => `--server https://${s}@10.9.0.11:6443`,
  (s) => `token: |\\n  ${s}\\nserver: x`,
  (s) => `glpat-${s.replace(/\W/g, '0')}`,
];

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** Logs whose cited lines hold a secret. */
export const LOG_LINES: Readonly<Record<string, (s: Secrets) => string>> = {
  'fields of JSON': (s) =>
    lines(
      ...slowSyncs(() => ({
        password: s.named,
        token: s.rancher,
        'remote-addr': `u:${s.named}@tcp(10.0.0.9:3306)`,
      })),
    ),
  'journald JSON with the command line': (s) =>
    lines(
      ...slowSyncs(() => ({})).map((line, no) =>
        JSON.stringify({
          __REALTIME_TIMESTAMP: String((Date.UTC(2026, 7, 18, 3, 11) + no * 5000) * 1000),
          _HOSTNAME: 'srv-1',
          SYSLOG_IDENTIFIER: 'k3s',
          _CMDLINE: `/usr/local/bin/k3s server --token ${s.named} --etcd-s3-access-key=${s.access}`,
          MESSAGE: line,
        }),
      ),
    ),
  'addresses with users': (s) =>
    lines(
      ...slowSyncs(() => ({
        endpoints: [`https://root:${s.named}@10.0.0.1:2379`, `postgres://k:${s.named}@db/k3s`],
      })),
    ),
  'tokens of known forms': (s) =>
    lines(
      ...slowSyncs(() => ({
        a: s.rancher,
        b: s.kubeadm,
        c: `Bearer ${s.jwt}`,
        d: s.access,
        e: s.join,
      })),
    ),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((part) => [
      `names without quotes ${part}`,
      (s: Secrets) =>
        lines(
          ...slowSyncs(() => ({})).map((line) =>
            line.replace(
              'slow fdatasync"',
              () =>
                `slow fdatasync","request":"${UNQUOTED.filter((_, at) => at % 6 === part)
                  .map((form) => form(s.named))
                  .join(' ')}"`,
            ),
          ),
        ),
    ]),
  ),
  'keys in one line': (s) =>
    lines(...slowSyncs(() => ({ key: pem(s.key), data: base64(pem(s.key)) }))),
  'a long line whose middle is cut': (s) =>
    lines(
      ...slowSyncs((no) => ({
        before: 'y'.repeat(no),
        args: `--token ${s.named} --flag value `.repeat(90),
        after: 'z'.repeat(no * 2),
      })),
    ),
};
