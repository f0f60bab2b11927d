import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ConfigKind, readConfig } from '../../../src/bundle/config/read-config.js';
import { maskSecrets } from '../../../src/bundle/config/secrets.js';
import { UNQUOTED } from '../../support/planted.js';

const alphabet = (letters: string, length: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: length, maxLength: length })
    .map((list) => list.join(''));
const HEX = '0123456789abcdef';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const WORD = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** Secrets without a form of their own: only the name before them tells what they are. */
const plain = alphabet(`${WORD}!$%^*_.:/+=-`, 18).map((text) => `x${text}9`);
/** Secrets that are known wherever they stand. */
const formed = fc.oneof(
  fc.tuple(alphabet(HEX, 64), alphabet(LOWER, 32)).map(([ca, word]) => `K10${ca}::server:${word}`),
  fc.tuple(alphabet(LOWER, 5), alphabet(LOWER, 16)).map(([id, word]) => `7${id}.${word}`),
  alphabet(`${WORD}_-`, 60).map((body) => `eyJhbGciOi${body}.${body}.${body}`),
  alphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16).map((id) => `AKIA${id}`),
  alphabet(`${WORD}+/`, 60).map((body) => `H4sIAAAA${body}`),
);

type Plant = (secret: string) => string;
const NAMED: readonly (readonly [ConfigKind, Plant])[] = [
  [
    'config-yaml',
    (s) => `server: https://a:6443\ntoken: "${s}"\nagent-token: '${s}'\nnode-ip: 10.0.0.1\n`,
  ],
  ['config-yaml', (s) => `token:   ${s}\netcd-s3-secret-key: ${s}\ndebug: true\n`],
  ['config-yaml', (s) => `token: |\n  ${s}\ndebug: true\n`],
  ['config-yaml', (s) => `kube-apiserver-arg:\n- "x-password=${s}"\n- a=b\n`],
  [
    'config-dropin',
    (s) => `{\n  "token": "${s}",\n  "cni": "canal",\n}{\n  "agent-token": "${s}"\n`,
  ],
  [
    'registries-yaml',
    (s) =>
      `mirrors:\n  docker.io:\nconfigs:\n  r:\n    auth:\n      username: u\n      password: "${s}"\n`,
  ],
  [
    'unit-file',
    (s) =>
      `ExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--token' \\\n\t'${s}' \\\n\t'--agent-token=${s}' \\\n\t'-t' \\\n\t'${s}' \\\n`,
  ],
  [
    'unit-file',
    (s) =>
      `[Service]\nEnvironment="K3S_TOKEN=${s}" K3S_AGENT_TOKEN=x${s}\nExecStart=/usr/bin/k3s agent --server https://a --token ${s}\n`,
  ],
  [
    'env-file',
    (s) =>
      `K3S_TOKEN=${s}\nK3S_AGENT_TOKEN="${s}"\nexport RKE2_TOKEN='${s}'\nAWS_SECRET_ACCESS_KEY=${s}\n`,
  ],
  [
    'process-list',
    (s) =>
      `root 1 0.0 0.1 1 1 ? Ssl 05:12 0:01 /usr/local/bin/k3s server --token ${s} --agent-token=${s} -t ${s}\n`,
  ],
  [
    'nodes-json',
    (s) =>
      JSON.stringify(
        {
          items: [
            {
              kind: 'Node',
              metadata: {
                name: 'a',
                annotations: {
                  'k3s.io/node-args': JSON.stringify(['server', '--token', s, '--debug']),
                  'k3s.io/node-env': JSON.stringify({ K3S_TOKEN: s }),
                },
              },
            },
          ],
        },
        undefined,
        1,
      ),
  ],
  [
    'nodes-json',
    (s) =>
      `{"kind": "Node", "metadata": {"name": "a", "annotations": {"k3s.io/node-args": "[\\"server\\",\\"--token\\",\\"${s}\\"`,
  ],
  [
    'nodes-describe',
    (s) =>
      `Name: a\nAnnotations: k3s.io/node-args:\n      ["server","--token","${s}","--deb...\n      k3s.io/node-env: {"K3S_TOKEN":"${s}"}\n`,
  ],
  [
    'k0s-yaml',
    (s) =>
      `spec:\n  network:\n    controlPlaneLoadBalancing:\n      keepalived:\n        vrrpInstances:\n        - virtualIPs: [10.0.0.5/24]\n          authPass: ${s}\n  storage:\n    kine:\n      password: '${s}'\n`,
  ],
  [
    'k0s-status',
    (s) =>
      `Args:\n- k0s\n- worker\n- --token=${s}\nClusterConfig:\n  spec:\n    x:\n      authPass: "${s}"\n`,
  ],
  [
    'pod-manifest',
    (s) =>
      `spec:\n  containers:\n  - name: kube-vip\n    env:\n    - name: address\n      value: 10.0.0.5\n    - name: bgp_peerpass\n      value: "${s}"\n`,
  ],
  [
    'keepalived-conf',
    (s) =>
      `vrrp_instance a {\n  authentication {\n    auth_type PASS\n    auth_pass ${s}\n  }\n  virtual_ipaddress {\n    10.0.0.5/24\n  }\n}\n`,
  ],
];

const KINDS = [...new Set(NAMED.map(([kind]) => kind))];
const LOOSE: readonly Plant[] = [
  (s) => `server: https://a:6443 # was ${s}\n`,
  (s) => `node-label:\n- a=${s}\n`,
  (s) => `ExecStart=/usr/local/bin/k3s server --node-label ${s} --x=${s}\n`,
  (s) => `K3S_NODE_NAME=${s}\n`,
  (s) => `root 1 /usr/local/bin/k3s server --node-label ${s}\n`,
  (s) =>
    `{"kind":"Node","metadata":{"name":"a","annotations":{"k3s.io/node-args":"[\\"--node-label\\",\\"${s}\\"]"}}}`,
  (s) => `Args:\n- k0s\n- controller\n- ${s}\n- --x=${s}\n`,
  (s) => `virtual_ipaddress { ${s} }\nspec:\n  a: ${s}\n`,
];

it('lets no secret of a known name into any fact', () => {
  fc.assert(
    fc.property(plain, fc.constantFrom(...NAMED), (secret, [kind, plant]) => {
      const facts = readConfig(kind, `a/${kind}.yaml`, plant(secret), 'scope');
      expect(JSON.stringify(facts)).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
    { numRuns: 1500 },
  );
});

it('lets no secret of a known form into any fact, wherever it stands', () => {
  fc.assert(
    fc.property(
      formed,
      fc.constantFrom(...KINDS),
      fc.constantFrom(...LOOSE),
      (secret, kind, plant) => {
        const facts = readConfig(kind, `a/${kind}.yaml`, plant(secret), 'scope');
        expect(JSON.stringify(facts)).not.toContain(secret);
      },
    ),
    { numRuns: 1500 },
  );
});

/** Random words as people and programs make them: both cases, digits, and what addresses and lists allow. */
const random = alphabet(`${WORD}_+=-`, 18).map((text) => `x${text}Q9`);
const around: readonly Plant[] = [
  (s) => s,
  (s) => `Aug 18 03:11:52 srv-1 k3s[1]: time="2026-08-18T03:11:52Z" level=warning msg="x ${s}"`,
  (s) => `{"level":"warn","request":"key:\\"/registry/x\\" ${s}","response":"size:487"}`,
  (s) => `W0818 03:11:52.000000  1 a.go:1] ${s}, then more`,
  (s) => `2026-08-18T03:11:52Z srv-1 app: (${s})`,
];

it('lets no secret through that stands without quotes, and keeps what stands around it', () => {
  fc.assert(
    fc.property(
      random,
      fc.constantFrom(...UNQUOTED),
      fc.constantFrom(...around),
      (secret, form, line) => {
        const safe = maskSecrets(line(form(secret)));
        for (let at = 0; at + 6 <= secret.length; at += 1)
          expect(safe).not.toContain(secret.slice(at, at + 6));
        expect(safe).toContain('<masked>');
        const [before = '', after = ''] = line('\0').split('\0');
        expect(safe.startsWith(before) && safe.endsWith(after), safe).toBe(true);
        expect(maskSecrets(safe)).toBe(safe);
      },
    ),
    { numRuns: 2000 },
  );
});

it('reads the neighbours of a secret', () => {
  for (const [kind, plant] of NAMED) {
    expect(readConfig(kind, `a/${kind}.yaml`, plant('s3cret0'), 's').length, kind).toBeGreaterThan(
      0,
    );
  }
});

const line = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.tuple(plain, fc.constantFrom(...NAMED)).map(([secret, [, plant]]) => plant(secret)),
  fc.tuple(formed, fc.constantFrom(...LOOSE)).map(([secret, plant]) => plant(secret)),
  fc.constantFrom(
    'token:',
    '- ',
    '"password": [',
    "'--token' \\",
    '-----BEGIN PRIVATE KEY-----',
    '|',
    '"',
  ),
);
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));

it('changes nothing when it masks again, and keeps the number of lines', () => {
  fc.assert(
    fc.property(text, (given) => {
      const safe = maskSecrets(given);
      expect(maskSecrets(safe)).toBe(safe);
      expect(safe.split('\n')).toHaveLength(given.split('\n').length);
    }),
    { numRuns: 3000 },
  );
});
