import { expect, it } from 'vitest';
import { isSecretKey, maskSecrets } from '../../../src/bundle/config/secrets.js';
import { loadRulebook } from '../../../src/rulebook/load.js';
import { cpuMs } from '../../support/cpu-ms.js';

const CA = 'ab12'.repeat(16);

it.each([
  ['token: s3cret', 'token: <masked>'],
  ['token: "a b\\"c" # of 2024', 'token: "<masked>" # of 2024'],
  ["agent-token: 'x''y'", "agent-token: '<masked>'"],
  ['token: |\n  s3cret\n  more\nserver: x', 'token: |\n  <masked>\n  <masked>\nserver: x'],
  ['token: s3cret\n  more\nserver: x', 'token: <masked>\n  <masked>\nserver: x'],
  ['token:\n- s3cret\nserver: x', 'token:\n- <masked>\nserver: x'],
  ['token: &t s3cret', 'token: <masked>'],
  ['{token: s3cret, server: x}', '{token: <masked>, server: x}'],
  ['  "token": "s3cret",\n  "cni": "canal"', '  "token": "<masked>",\n  "cni": "canal"'],
  ["\t'--token' \\\n\t's3cret' \\", "\t'--token' \\\n\t'<masked>' \\"],
  ["\t'--token=s3cret word' \\", "\t'--token=<masked>' \\"],
  ['--agent-token s3cret --server x', '--agent-token <masked> --server x'],
  ['k3s agent -t s3cret -s https://a', 'k3s agent -t <masked> -s https://a'],
  ['["server","--token","s3cret","--debug"]', '["server","--token","<masked>","--debug"]'],
  [
    '"[\\"--token\\",\\"s3cret\\",\\"--debug\\"]"',
    '"[\\"--token\\",\\"<masked>\\",\\"--debug\\"]"',
  ],
  ['"{\\"K3S_TOKEN\\":\\"s3cret\\"}"', '"{\\"K3S_TOKEN\\":\\"<masked>\\"}"'],
  ['K3S_TOKEN=s3cret word', 'K3S_TOKEN=<masked>'],
  ['Environment="RKE2_TOKEN=s3 cret" "A=b"', 'Environment="RKE2_TOKEN=<masked>" "A=b"'],
  ['mysql://root:p@ss@tcp(10.0.0.5:3306)/k3s', 'mysql://root:<masked>@tcp(10.0.0.5:3306)/k3s'],
  ['postgres://u:s3cret@10.0.0.5:5432/k3s', 'postgres://u:<masked>@10.0.0.5:5432/k3s'],
  ['u:s3cret@tcp(10.0.0.5:3306)/k3s', 'u:<masked>@tcp(10.0.0.5:3306)/k3s'],
  ['--etcd-s3-access-key AKIAIOSFODNN7EXAMPLE', '--etcd-s3-access-key <masked>'],
  ['found AKIAIOSFODNN7EXAMPLE in use', 'found <masked> in use'],
  ['aws_secret_access_key = wJalr/XUtnF', 'aws_secret_access_key = <masked>'],
  ['        auth_pass s3cret', '        auth_pass <masked>'],
  ['authPass: s3cret', 'authPass: <masked>'],
  ['- name: bgp_peerpass\n  value: s3cret', '- name: bgp_peerpass\n  value: <masked>'],
  ['{"name":"X_TOKEN","value":"s3cret"}', '{"name":"X_TOKEN","value":"<masked>"}'],
  [`joined with K10${CA}::server:s3cret`, 'joined with <masked>'],
  ['use abcdef.0123456789abcdef now', 'use <masked> now'],
  ['Authorization: Bearer s3cret-0123', 'Authorization: Bearer <masked>'],
  ['jwt eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJr.c2ln', 'jwt <masked>'],
  ['client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFU', 'client-key-data: <masked>'],
  ['"auth": "dXNlcjpwYXNz"', '"auth": "<masked>"'],
  ['.dockerconfigjson: eyJhdXRocyI6eyJ4In19', '.dockerconfigjson: <masked>'],
  ['x: password: swordfish', 'x: password: <masked>'],
  ['x: pass: hunter2', 'x: pass: <masked>'],
  ['user:pass hunter2abc at host', 'user:pass <masked> at host'],
  ['password: ab,cd&ef, user: bob', 'password: <masked>'],
  ['x password: ab,cd&ef, user: bob', 'x password: <masked>, user: bob'],
  ['x password=a)b;user=bob', 'x password=<masked>;user=bob'],
  ['x "password":123456}', 'x "password":<masked>}'],
  ['token => Zz9S3cr3tPw', 'token => <masked>'],
  ['api key Zz9S3cr3tPw', 'api key <masked>'],
  ['wrong password "Zz9S3cr3t" for u', 'wrong password "<masked>" for u'],
  ['Cookie: a=q1; session=X2; Path=/x', 'Cookie: a=<masked>; session=<masked>; Path=/x'],
  [
    '{"Cookie":["s=Zz9"],"X-Auth-Token":["Zz9"]}',
    '{"Cookie":["s=<masked>"],"X-Auth-Token":["<masked>"]}',
  ],
  ['Authorization: Zz9S3cr3tPw77xQ', 'Authorization: <masked>'],
  ['https://hunter2@reg', 'https://<masked>@reg'],
  ['https://Zz9S3cr3tPw77xQ12:x@reg', 'https://<masked>:<masked>@reg'],
  [
    'msg="token: |\\n  l1Z\\n  l2Z\\nserver: x"',
    'msg="token: |\\n  <masked>\\n  <masked>\\nserver: x"',
  ],
  ['glpat-16C7e42F292c6912E771', '<masked>'],
])('masks %j', (text, safe) => expect(maskSecrets(text)).toBe(safe));

it('masks private keys line by line, in text and in strings', () => {
  const pem = ['-----BEGIN EC PRIVATE KEY-----', 'MHcCAQ', 'xx==', '-----END EC PRIVATE KEY-----'];
  const safe = [pem[0], '<masked>', '<masked>', pem[3]];
  expect(maskSecrets(pem.join('\n'))).toBe(safe.join('\n'));
  expect(maskSecrets(`{"key":"${pem.join('\\n')}"}`)).toBe(`{"key":"${safe.join('\\n')}"}`);
});

it('masks a private key whose end is missing', () => {
  const line = 'Q'.repeat(64);
  expect(maskSecrets(`-----BEGIN PRIVATE KEY-----\n${line}\n${line}\nQQ`)).not.toContain('Q');
});

it.each([
  'level=fatal msg="--token is required when joining an existing cluster"',
  'token CA hash does not match the Cluster CA certificate hash: 3b7b != 5c22',
  'Node password rejected, duplicate hostname or contents of "/etc/rancher/node/password" may not match',
  'service-account-extend-token-expiration=false',
  '--service-account-key-file=/x/service.key --enable-bootstrap-token-auth=true',
  'token-file: /etc/k0s/join-token',
  'Running etcd --initial-cluster-token=etcd-cluster --initial-cluster-state=new',
  '--token-file=/etc/k0s/join-token',
  'secrets-encryption: true',
  'automountServiceAccountToken: true',
  "\t'--token' \\\n\t<token redacted>\n\t'--debug' \\",
  '["--token","********","--debug"]',
  'Serving p2p peer addrs [/ip4/10.0.0.11/tcp/5001/p2p/12D3KooWQk] to client at 10.0.0.12',
  'duplicate server serverID=5a1b2c3d4e5f60718293a4b5c6d7e8f95a1b2c3d4e5f60718293a4b5c6d7e8f9',
  '--etcd-servers=https://10.0.0.1:2379,https://10.0.0.2:2379',
  'image registry.k8s.io/pause@sha256:7031c1b283388d2c2e09b57badb803c05ebed362dc88d84b480cc47f72a21097',
  'reconciling secret="kube-system/k3s-serving"',
  'dial tcp: lookup server.lab.example on 10.0.0.2:53: no such host',
  'k3s-io/k3s commit 5aac2aafc6770cd10c6322c93bb3c66d76927b0a',
  '--token value, -t value   (cluster) Shared secret used to join [$K3S_TOKEN]',
  'password rejected for node',
  'secret "x" not found',
  'secret default-token-8xk2p not found',
  'failed to get secret kube-system/k3s-serving: not found',
  'x: secret: kube-system/k3s-serving',
  'secrets "n1.node-password.k3s" not found',
  'object "default"/"my-secret" not registered',
  'x: token: Unauthorized',
  'x: token: 401 Unauthorized',
  'x: token: x509: certificate signed by unknown authority',
  'failed to refresh token: oauth2: cannot fetch token: 401',
  'failed to validate token: failed to get CA certs: Get "https://10.0.0.1:6443/cacerts": dial tcp',
  'failed to read token: open /var/lib/rancher/k3s/server/token: no such file or directory',
  'x token: /var/lib/rancher/k3s/server/token',
  'failed to verify password: hash mismatch',
  'Access denied for user root@10.0.0.5 (using password: YES)',
  'password authentication failed for user "k3s"',
  'Secret:nil,Secret:&SecretVolumeSource{SecretName:x-tls,Items:[]',
  'key=/registry/pods/default/x1 rev=123',
  '{"lease_id":7587894,"key":"/registry/masterleases/10.0.0.5"} lease_id=694d8a3f1b2c3d4e',
  'bootstrap key is locked',
  'Bootstrap key lock timed out',
  'bootstrap key already locked - waiting for data to be populated by another server',
  'token v1.31.7+k3s1',
  'docker-pullable://nginx@sha256:aabb',
  'postgres://kine@10.0.0.1:5432/k3s',
  'ssh://git@github.com/x',
  'GET https://reg/v2/a@b?x=c@d',
  'session=closed sig=terminated signature=invalid',
  'signature: verification failed',
  'x PASS: 3 FAIL: 1 bypass=node1 compass: north',
  'PWD=/root',
  'k3s server -s https://10.0.0.1:6443 -t $\u007bSERVER_NODE_TOKEN}',
  'credential provider plugin v1.31.2+k3s1',
])('leaves %j as it is', (text) => expect(maskSecrets(text)).toBe(text));

it.each([
  ['token', true],
  ['K3S_AGENT_TOKEN', true],
  ['spec.network.x.authPass', true],
  ['etcd-s3-secret-key', true],
  ['token-file', false],
  ['secrets-encryption', false],
  ['server', false],
])('the value of %s is a secret: %s', (key, secret) => expect(isSecretKey(key)).toBe(secret));

const rulebook = await loadRulebook(['rules']);
it.each(
  rulebook.signals.map(
    ({ name, samples }) => [name, [...samples.match, ...samples.noMatch]] as const,
  ),
)('leaves the lines of signal %s as they are', (_, lines) => {
  for (const text of lines) expect(maskSecrets(text)).toBe(text);
});

it('stays fast on long lines', () => {
  const long = [
    'a'.repeat(200_000),
    'token'.repeat(40_000),
    '--'.repeat(100_000),
    'eyJ'.repeat(60_000),
    `k3s ${'-t '.repeat(60_000)}`,
    '"token": '.repeat(20_000),
    '-----BEGIN PRIVATE KEY-----'.repeat(5_000),
    'x://a:'.repeat(30_000),
    '\n'.repeat(100_000),
    ' '.repeat(200_000),
    '\\'.repeat(100_000),
    'password is '.repeat(20_000),
    'pass_'.repeat(40_000),
    'token-'.repeat(30_000),
    `token: ${'a,'.repeat(100_000)}`,
    `token: |\\n${' a\\n'.repeat(50_000)}`,
    `pass:${'\\'.repeat(200_000)}`,
    'cookie: a='.repeat(20_000),
    'x://a'.repeat(40_000),
    `${'a-'.repeat(100_000)}pass`,
  ];
  for (const text of long) {
    expect(
      cpuMs(() => maskSecrets(text)),
      text.slice(0, 20),
    ).toBeLessThan(2000);
  }
});
