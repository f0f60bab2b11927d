import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ConfigKind, readConfig } from '../../../src/bundle/config/read-config.js';

const sample = (name: string): string => readFileSync(`test/data/bundles-config/${name}`, 'utf8');

/** `key=value`, with the node before it and the line behind it where asked for. */
const read = (kind: ConfigKind, text: string, source = 'f'): readonly string[] =>
  readConfig(kind, source, text, 's').map(({ key, value }) => `${key}=${value}`);

describe('config.yaml of K3s and RKE2', () => {
  it('gives one fact for each value, with its line', () => {
    const facts = readConfig('config-yaml', 'a/config.yaml', sample('k3s/srv-1.config.yaml'), 'a');
    expect(facts.map(({ key, value, place }) => [place.line, key, value])).toEqual([
      [1, 'write-kubeconfig-mode', '0644'],
      [2, 'embedded-registry', true],
      [3, 'node-ip', '10.20.0.11'],
      [5, 'tls-san', 'k3s.lab.example'],
      [7, 'disable', 'traefik'],
      [9, 'kube-apiserver-arg', 'audit-log-maxage=7'],
    ]);
    expect(facts[1]).toMatchObject({
      scope: 'a',
      file: 'config.yaml',
      place: { source: 'a/config.yaml', text: 'embedded-registry: true' },
    });
  });

  it.each([
    ['embedded-registry: yes', ['embedded-registry=true']],
    ['embedded-registry: "true"', ['embedded-registry=true']],
    ['embedded-registry: 1', ['embedded-registry=true']],
    ['debug: off', ['debug=false']],
    ['https-listen-port: 6444', ['https-listen-port=6444']],
    ['write-kubeconfig-mode: 0644', ['write-kubeconfig-mode=0644']],
    ['server:', ['server=']],
    ['tls-san: [a, b]', ['tls-san=a', 'tls-san=b']],
    ['\uFEFFdebug: true\r\nserver: https://a:6443\r\n', ['debug=true', 'server=https://a:6443']],
    ['debug: true\ndebug: false', ['debug=true', 'debug=false']],
    ['debug: true\n---\ndebug: false', ['debug=true']],
    ['node-label:\n  a: b', []],
    ['', []],
    ['# nothing', []],
    ['just a text', []],
    ['x: &a [*a]\ny: *a', []],
  ])('reads %j', (text, expected) => expect(read('config-yaml', text)).toEqual(expected));

  it('marks values that are appended and tells the drop-in', () => {
    const [fact] = readConfig('config-dropin', 'x/config.yaml.d/20-a.yaml', 'tls-san+: [a]', 's');
    expect(fact).toMatchObject({
      key: 'tls-san',
      value: 'a',
      appends: true,
      file: 'config.yaml.d/20-a.yaml',
    });
  });

  it('reads JSON in a drop-in', () => {
    expect(read('config-dropin', sample('rke2/50-rancher.yaml'))).toEqual([
      'cni=canal',
      'node-label=rke.cattle.io/machine=5f0d1c2b',
    ]);
  });

  it.each([
    [
      'JSON whose lines with a token were dropped',
      '{\n  "cni": "canal",\n  "kube-apiserver-arg": [\n    "a=b",\n  "node-label": [\n    "x=y",\n    "z=1"\n  ],\n  "server": "https://a:9345",\n',
      [
        'cni=canal',
        'kube-apiserver-arg=a=b',
        'node-label=x=y',
        'node-label=z=1',
        'server=https://a:9345',
      ],
    ],
    [
      'YAML with a tab',
      'server: https://a:6443\n\tbad: [\ntls-san:\n- a\n- "b"\ndebug: true # why\n',
      ['server=https://a:6443', 'tls-san=a', 'tls-san=b', 'debug=true'],
    ],
    [
      'an open quote',
      'debug: true\nserver: "https://a:6443\ntls-san:\n  - a\n',
      ['debug=true', 'tls-san=a'],
    ],
  ])('reads line by line %s', (_, text, expected) => {
    expect(read('config-yaml', text)).toEqual(expect.arrayContaining(expected));
  });
});

describe('registries.yaml', () => {
  it.each([
    [
      'mirrors:\n  docker.io:\n  "*":\n    endpoint: ["https://r"]\n',
      ['mirrors=docker.io', 'mirrors=*', 'mirrors.count=2'],
    ],
    ['mirrors: {docker.io: {}}', ['mirrors=docker.io', 'mirrors.count=1']],
    ['mirrors: {}', ['mirrors.count=0']],
    ['configs:\n  r:\n    auth:\n      username: u\n      password: p\n', ['mirrors.count=0']],
    [
      'mirrors:\n  docker.io:\n    endpoint: [\n  quay.io:\n',
      ['mirrors=docker.io', 'mirrors=quay.io', 'mirrors.count=2'],
    ],
    ['"', []],
  ])('reads %j', (text, expected) => expect(read('registries-yaml', text)).toEqual(expected));
});

describe('unit files', () => {
  const arguments_ = (text: string): readonly string[] =>
    readConfig('unit-file', 'k3s.service', text, 's')
      .filter(({ key }) => key !== 'EnvironmentFile')
      .map(({ key, value, place }) => `${place.line} ${key}=${value}`);

  it.each([
    ['k3s/srv-1.k3s.service', ['28 role=server', '29 cluster-init=true']],
    [
      'k3s/srv-2.k3s.service',
      ['28 role=server', '30 server=https://10.20.0.11:6443', '32 token=<masked>'],
    ],
    [
      'k0s/systemctl-cat-k0s.txt',
      [
        '13 role=server',
        '13 config=/etc/k0s/k0s.yaml',
        '13 enable-worker=true',
        '13 token-file=/etc/k0s/join-token',
      ],
    ],
    ['rke2/rke2-server.service', []],
  ])('reads %s', (name, expected) => expect(arguments_(sample(name))).toEqual(expected));

  it.each([
    [
      'what follows a redacted line',
      "ExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--token' \\\n\t<token redacted>\n\t'--tls-san' \\\n\t'a' \\\n\n[Install]\nWantedBy=x\n",
      ['2 role=server', '4 token=<masked>', '6 tls-san=a'],
    ],
    [
      'nothing into an argument that the redaction took',
      "ExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--token=x' \\\n\t<token redacted>\n\t'https://a:6443' \\\n\t'--debug' \\\n",
      ['2 role=server', '3 token=<masked>', '6 debug=true'],
    ],
    [
      'blanks and quotes',
      'ExecStart=/usr/bin/k3s server --node-label "a=b c" --tls-san=x --debug=false',
      ['1 role=server', '1 node-label=a=b c', '1 tls-san=x', '1 debug=false'],
    ],
    [
      'comments within a command',
      'ExecStart=/usr/bin/k3s server \\\n# a note\n  --debug',
      ['1 role=server', '3 debug=true'],
    ],
    [
      'short flags',
      'ExecStart=-/usr/bin/k3s agent -s https://a:6443 -i 10.0.0.2',
      ['1 role=agent', '1 server=https://a:6443', '1 node-ip=10.0.0.2'],
    ],
    [
      'a shell before the program',
      "ExecStart=/bin/sh -c 'exec /usr/bin/k3s server --cluster-init'",
      ['1 role=server', '1 cluster-init=true'],
    ],
    [
      'a drop-in that replaces the command',
      '# /etc/systemd/system/k3s.service\nExecStart=/usr/bin/k3s server --debug\n\n# /etc/systemd/system/k3s.service.d/o.conf\n[Service]\nExecStart=\nExecStart=/usr/bin/k3s server --cluster-init\n',
      ['7 role=server', '7 cluster-init=true'],
    ],
    [
      'variables',
      'Environment="K3S_URL=https://a:6443" K3S_DEBUG=true HTTP_PROXY=x\nEnvironment=RKE2_NODE_NAME=b',
      ['1 server=https://a:6443', '1 debug=true', '2 node-name=b'],
    ],
    [
      'two units in one text',
      '[Unit]\n[Service]\nExecStart=/usr/bin/k3s server\n[Unit]\n[Service]\nExecStart=/usr/bin/k3s agent --docker\n',
      ['3 role=server', '6 role=agent', '6 docker=true'],
    ],
    ['no other program', 'ExecStart=/usr/sbin/sshd -D --server x', []],
    [
      'an open quote',
      "ExecStart=/usr/bin/k3s server '--tls-san",
      ['1 role=server', '1 tls-san=true'],
    ],
  ])('reads %s', (_, text, expected) => expect(arguments_(text)).toEqual(expected));
});

describe('other places of arguments', () => {
  it('reads environment files', () => {
    const text =
      "K3S_URL='https://a:6443'\n# K3S_DEBUG=true\nexport RKE2_DEBUG=1\nK3S_P2P_ENABLE_LATEST=true\nPATH=/bin\n";
    expect(read('env-file', text)).toEqual([
      'server=https://a:6443',
      'debug=true',
      'K3S_P2P_ENABLE_LATEST=true',
    ]);
  });

  it.each([
    [
      'root  1123 11.2 14.6 602 119 ?     Ssl  05:12  44:01 /usr/local/bin/k3s server',
      ['role=server'],
    ],
    [
      'root  1 0.0 0.0 1 1 ? Sl Aug15 280:02  \\_ kube-apiserver --advertise-address=10.0.0.1 --v 2',
      ['kube-apiserver.advertise-address=10.0.0.1', 'kube-apiserver.v=2'],
    ],
    [
      'root  1 0 Aug15 ? 00:01:02 /kube-vip manager --address 10.0.0.5',
      ['kube-vip.address=10.0.0.5'],
    ],
    [
      'root  1 0 Aug15 ? 00:01:02 /usr/bin/k0s worker --token-file=/x',
      ['role=agent', 'token-file=/x'],
    ],
    ['root  1 0.0 0.0 1 1 pts/0 S+ 05:12 0:00 grep --color=auto k3s server', []],
    ['root  1 0.0 0.0 1 1 pts/0 S+ 05:12 0:00 tail -f /var/log/k3s server', []],
    [
      'root  1 0.0 0.0 1 1 ? Ssl 05:12 0:00 /var/lib/rancher/k3s/data/current/bin/containerd -c x',
      [],
    ],
  ])('reads of a process list: %s', (line, expected) => {
    expect(read('process-list', `USER PID\n${line}\n`)).toEqual(expected);
  });
});

describe('node objects', () => {
  const byNode = (kind: ConfigKind, text: string) =>
    readConfig(kind, 'n', text, 's').map(
      ({ node, key, value, place }) => `${node} ${place.line} ${key}=${value}`,
    );

  it('reads what each node was started with', () => {
    expect(byNode('nodes-json', sample('k3s/nodes.json'))).toEqual(
      expect.arrayContaining([
        'k3s-srv-1 13 cluster-init=true',
        'k3s-srv-1 13 embedded-registry=true',
        'k3s-srv-2 51 server=https://10.20.0.11:6443',
        'k3s-srv-3 89 tls-san=k3s.lab.example',
        'k3s-srv-3 90 token=<masked>',
      ]),
    );
  });

  it('reads the same nodes from YAML, from one line and from a list', () => {
    const node = {
      metadata: {
        name: 'a',
        annotations: { 'rke2.io/node-args': '["agent","--server","https://b:9345","--debug"]' },
      },
    };
    const expected = ['role=agent', 'server=https://b:9345', 'debug=true'];
    const yaml =
      'items:\n- metadata:\n    annotations:\n      rke2.io/node-args: \'["agent","--server","https://b:9345","--debug"]\'\n    name: a\n';
    for (const text of [
      JSON.stringify(node),
      JSON.stringify([node]),
      JSON.stringify({ items: [node] }, undefined, 2),
      yaml,
    ]) {
      const facts = readConfig('nodes-json', 'n', text, 's');
      expect(facts.map(({ key, value }) => `${key}=${value}`)).toEqual(expected);
      expect(facts.map((fact) => fact.node)).toEqual(['a', 'a', 'a']);
    }
  });

  it('reads what is whole of JSON that was cut', () => {
    const text = sample('k3s/nodes.json');
    const facts = byNode('nodes-json', text.slice(0, text.lastIndexOf('--write-kubeconfig-mode')));
    expect(facts).toContain('k3s-srv-2 51 server=https://10.20.0.11:6443');
    expect(facts).toContain('k3s-srv-3 89 server=https://10.20.0.11:6443');
    expect(facts.filter((fact) => fact.includes(' 89 '))).toHaveLength(2);
  });

  it('reads of a description what the cut left whole', () => {
    const facts = byNode('nodes-describe', sample('k3s/nodesdescribe'));
    expect(facts).toEqual(
      expect.arrayContaining([
        'k3s-srv-1 9 cluster-init=true',
        'k3s-srv-2 37 embedded-registry=true',
      ]),
    );
    expect(facts.filter((fact) => /tls-san|k3s\.lab\.exa/.test(fact))).toEqual([]);
  });

  it.each([
    ['["server","--debug","--tls-s...', ['role=server', 'debug=true']],
    ['["server","--debug","--tls-san","10.0...', ['role=server', 'debug=true']],
    ['["server","--debug","--tls-san",...', ['role=server', 'debug=true']],
    ['["server","--debug"]', ['role=server', 'debug=true']],
    ['["server","--de...', ['role=server']],
  ])('reads %s', (json, expected) => {
    expect(
      read('nodes-describe', `Name: a\nAnnotations: k3s.io/node-args:\n      ${json}\n`),
    ).toEqual(expected);
  });
});

describe('k0s', () => {
  const yaml =
    'apiVersion: v1\nkind: ClusterConfig\nspec:\n  api:\n    sans: [a, b]\n  network:\n    controlPlaneLoadBalancing:\n      enabled: true\n      keepalived:\n        vrrpInstances:\n        - virtualIPs: ["10.0.0.5/24"]\n          authPass: x\n    nodeLocalLoadBalancing:\n      enabled: false\n';
  const expected = [
    'spec.api.sans[0]=a',
    'spec.api.sans[1]=b',
    'spec.network.controlPlaneLoadBalancing.enabled=true',
    'spec.network.controlPlaneLoadBalancing.keepalived.vrrpInstances[0].virtualIPs[0]=10.0.0.5/24',
    'spec.network.controlPlaneLoadBalancing.keepalived.vrrpInstances[0].authPass=<masked>',
    'spec.network.nodeLocalLoadBalancing.enabled=false',
  ];

  it('gives dotted paths', () => {
    expect(read('k0s-yaml', yaml)).toEqual(['apiVersion=v1', 'kind=ClusterConfig', ...expected]);
  });

  it('takes the ClusterConfig of several documents', () => {
    expect(read('k0s-yaml', `kind: Secret\nspec:\n  a: b\n---\n${yaml}`)).toContain(expected[2]);
    expect(read('k0s-yaml', `kind: Secret\nspec:\n  a: b\n---\n${yaml}`)).not.toContain('spec.a=b');
  });

  it('reads a broken file by how far its lines stand in', () => {
    const broken = `${yaml.replace('[a, b]', '[a')}\n`;
    expect(read('k0s-yaml', broken)).toEqual(expect.arrayContaining([expected[2], expected[5]]));
  });

  it('reads arguments, role and configuration of the status', () => {
    const facts = read('k0s-status', sample('k0s/k0s-status.txt'));
    expect(facts).toEqual(
      expect.arrayContaining([
        'role=server',
        'enable-worker=true',
        'config=/etc/k0s/k0s.yaml',
        'spec.api.externalAddress=k0s.lab.example',
        'workloads=true',
      ]),
    );
    expect(facts.filter((fact) => fact.startsWith('role='))).toHaveLength(1);
  });

  it('reads the status as text and as JSON', () => {
    const text =
      'Version: v1.34.1+k0s.0\nProcess ID: 1592\nRole: worker\nWorkloads: true\nKube-api probing last error:  \n';
    expect(read('k0s-status', text)).toEqual(['role=agent', 'workloads=true']);
    const json = {
      Role: 'controller',
      Args: ['k0s', 'controller', '--single'],
      ClusterConfig: { spec: { a: 1 } },
    };
    expect(read('k0s-status', JSON.stringify(json, undefined, 3))).toEqual([
      'role=server',
      'single=true',
      'spec.a=1',
    ]);
  });
});

describe('virtual addresses', () => {
  const pod =
    'kind: Pod\nspec:\n  containers:\n  - image: ghcr.io/kube-vip/kube-vip:v0.8.1\n    env:\n    - name: address\n      value: 10.0.0.5\n    - name: cp_enable\n      value: "true"\n    - name: bgp_routerid\n  - name: other\n    env:\n    - name: address\n      value: 10.9.9.9\n';

  it.each([
    ['a pod', pod, ['kube-vip.address=10.0.0.5', 'kube-vip.cp_enable=true']],
    [
      'a list of objects',
      `kind: Role\nx: y\n---\n${pod}`,
      ['kube-vip.address=10.0.0.5', 'kube-vip.cp_enable=true'],
    ],
    [
      'variables',
      '# kube-vip\nvip_address=10.0.0.6\nvip_interface="eth0"\nbgp_peerpass=x\n',
      ['kube-vip.address=10.0.0.6', 'kube-vip.vip_interface=eth0'],
    ],
    ['nothing', 'kind: Pod\n', []],
  ])('reads kube-vip from %s', (_, text, expected) => {
    expect(read('pod-manifest', text)).toEqual(expected);
  });

  it.each([
    [
      'vrrp_instance a {\n  state BACKUP\n  virtual_router_id 51 # id\n  authentication {\n    auth_pass x\n  }\n  virtual_ipaddress {\n    10.0.0.5/24 dev eth0\n    fd00::5/64\n  }\n}\nvirtual_server 10.0.0.5 6443 {\n  lb_kind DR\n  real_server 10.0.0.11 6443 {\n  }\n}\n',
      [
        'keepalived.state=BACKUP',
        'keepalived.virtual_router_id=51',
        'keepalived.virtual_ipaddress=10.0.0.5',
        'keepalived.virtual_ipaddress=fd00::5',
        'keepalived.virtual_server=10.0.0.5',
        'keepalived.lb_kind=DR',
      ],
    ],
    ['virtual_ipaddress { 10.0.0.5 }', ['keepalived.virtual_ipaddress=10.0.0.5']],
    ['}}} virtual_ipaddress {\n10.0.0.5', ['keepalived.virtual_ipaddress=10.0.0.5']],
  ])('reads keepalived.conf', (text, expected) => {
    expect(read('keepalived-conf', text)).toEqual(expected);
  });
});
