import { describe, expect, it } from 'vitest';
import { classifyPath } from '../src/bundle/layout.js';
import { createLogFacts, settleTold, type ToldSetting } from '../src/bundle/log-facts.js';
import { resolveNodes } from '../src/bundle/nodes.js';
import { readFactFile } from '../src/bundle/read-facts.js';
import { createEnvironment } from '../src/environment.js';
import type { Environment } from '../src/model/fact.js';
import type { LogRecord } from '../src/model/record.js';

type Files = Readonly<Record<string, string>>;

/** A Rancher bundle of one server: `files` by their path below its folder. */
const bundle = (node: string, address: string, files: Files): Files => {
  const own = {
    'systeminfo/hostname': node,
    'networking/ipaddrshow': `2: eth0: <UP>\n    inet ${address}/24 scope global eth0\n`,
    'k3s/version': 'k3s version v1.33.4+k3s1 (148243c4)',
    ...files,
  };
  return Object.fromEntries(
    Object.entries(own).map(([path, text]) => [`${node}-2026-08-18_06_40_12/${path}`, text]),
  );
};

function environmentOf(files: Files, told: readonly ToldSetting[] = []): Environment {
  const facts = Object.entries(files).flatMap(([path, text]) => {
    const { kind, scope } = classifyPath(path);
    return readFactFile(kind, path, text, scope);
  });
  const registry = resolveNodes(facts);
  const placed = settleTold(
    told,
    (named, source) => named || (registry.nameOf(classifyPath(source).scope) ?? ''),
    ({ ms }) => ms,
  );
  return createEnvironment({ facts, registry, told: placed });
}

const joins = (server: string): string => `server: https://${server}:6443\n`;
const edges = (environment: Environment): readonly string[] =>
  environment.targets.map(({ from, to }) => `${from}>${to}`);
const HOSTS = '127.0.0.1 localhost\n127.0.1.1 s1\n';

describe('targets of server:', () => {
  const pair = (server: string, hosts: string, second: Files = {}): Files => ({
    ...bundle('s1', '10.0.0.1', { 'k3s/config.yaml': joins(server), 'systeminfo/etchosts': hosts }),
    ...bundle('s2', '10.0.0.2', second),
  });

  it.each([
    ['a name of its hosts file', 'api.lab', `${HOSTS}10.0.0.2 api.lab\n`, ['s1>s2']],
    ['its own name in its hosts file', 'api.lab', `${HOSTS}127.0.0.1 api.lab\n`, ['s1>s1']],
    ['a name for two nodes', 'api.lab', '10.0.0.1 api.lab\n10.0.0.2 api.lab\n', []],
    ['a name for an unknown address', 'api.lab', '10.0.0.9 api.lab\n', []],
    ['a name its hosts file lacks', 'api.lab', HOSTS, []],
  ])('follow %s', (_, server, hosts, expected) => {
    expect(edges(environmentOf(pair(server, hosts)))).toEqual(expected);
  });

  it('follow a hosts file of another node where the own is not there', () => {
    const {
      [Object.keys(pair('', '')).find((path) => path.endsWith('etchosts')) ?? '']: _,
      ...rest
    } = pair('api.lab', '', { 'systeminfo/etchosts': '10.0.0.2 api.lab\n' });
    expect(edges(environmentOf(rest))).toEqual(['s1>s2']);
  });

  it('follow no loopback of another node', () => {
    const {
      [Object.keys(pair('', '')).find((path) => path.endsWith('etchosts')) ?? '']: _,
      ...rest
    } = pair('api.lab', '', { 'systeminfo/etchosts': '127.0.0.1 api.lab\n' });
    expect(edges(environmentOf(rest))).toEqual([]);
  });

  const held = (node: string, own: string): Files =>
    bundle(node, own, {
      'networking/ipaddrshow': `2: eth0: <UP>\n    inet ${own}/24 scope global eth0\n    inet 10.0.0.100/32 scope global eth0\n`,
    });

  it('end at the one node that holds a virtual address', () => {
    const files = { ...pair('10.0.0.100', HOSTS), ...held('s2', '10.0.0.2') };
    expect(edges(environmentOf(files))).toEqual(['s1>s2']);
  });

  it('end nowhere if two nodes hold it, or none is seen to', () => {
    const both = {
      ...pair('10.0.0.100', HOSTS),
      ...held('s2', '10.0.0.2'),
      ...held('s3', '10.0.0.3'),
    };
    expect(edges(environmentOf(both))).toEqual([]);
    expect(edges(environmentOf(pair('10.0.0.100', HOSTS)))).toEqual([]);
  });

  it('cite the setting', () => {
    const [target] = environmentOf(pair('s2', HOSTS)).targets;
    expect(target?.place).toMatchObject({ line: 1, text: 'server: https://s2:6443' });
  });
});

describe('settings of log lines', () => {
  const line = (ms: number, message: string, node?: string): LogRecord => ({
    line: { source: 's1.log', no: ms, text: message, cr: false },
    time: { ms, assumed: false },
    message,
    fields: {},
    format: 'plain',
    ...(node === undefined ? {} : { node }),
  });
  const dump = (server: string): string =>
    `List of node(s1) annotations: map[string]string{"k3s.io/node-args":"[\\"server\\",\\"--server\\",\\"https://${server}:6443\\"]"}`;
  const told = (records: readonly LogRecord[], source = 's1.log'): readonly ToldSetting[] => {
    const facts = createLogFacts(source, '');
    for (const record of records) facts.see(record);
    return facts.list();
  };
  const serverOf = (settings: readonly ToldSetting[], files: Files = {}): unknown =>
    environmentOf(files, settings).settings('server')[0];

  it('are those of the last start, in any order of lines and files', () => {
    const [old, last] = [line(5, dump('old')), line(9, dump('new'))];
    const expected = { node: 's1', value: 'https://new:6443' };
    expect(serverOf(told([old, last]))).toEqual(expected);
    expect(serverOf(told([last, old]))).toEqual(expected);
    expect(serverOf([...told([last]), ...told([old], 's1.log.1')])).toEqual(expected);
  });

  it('go before the files, and show where these differ', () => {
    const files = bundle('s1', '10.0.0.1', { 'k3s/config.yaml': joins('file') });
    const environment = environmentOf(files, told([line(5, dump('log'))]));
    expect(environment.settings('server')).toEqual([{ node: 's1', value: 'https://log:6443' }]);
    expect(environment.conflicts).toMatchObject([
      {
        node: 's1',
        key: 'server',
        sides: [{ value: 'https://file:6443' }, { value: 'https://log:6443' }],
      },
    ]);
  });

  it('are no configuration if they are the arguments of a child', () => {
    const child = told([line(5, 'Running kubelet --node-ip=10.0.0.1 --v=2', 's1')]);
    const environment = environmentOf({}, child);
    expect(environment.settings('kubelet.node-ip')).toEqual([{ node: 's1', value: '10.0.0.1' }]);
    expect(environment.has()).toBe(false);
  });

  it('are not read from a text that only mentions them', () => {
    const { time, ...prose } = line(5, dump('x'));
    expect(told([prose])).toEqual([]);
  });
});

describe('whether a setting would show', () => {
  it.each<[string, Files, boolean]>([
    ['in a file of settings', { 'k3s/config.yaml': 'debug: true\n' }, true],
    [
      'in the arguments of a unit',
      { 'k3s/k3s.service': 'ExecStart=/usr/bin/k3s server --debug\n' },
      true,
    ],
    [
      'not in a list of processes',
      { 'systeminfo/ps': 'root 1 /usr/local/bin/k3s server\n' },
      false,
    ],
    ['not where nothing was read', {}, false],
  ])('%s', (_, files, expected) => {
    const environment = environmentOf(bundle('s1', '10.0.0.1', files));
    expect(environment.has()).toBe(expected);
    expect(environment.has(undefined, 's1')).toBe(expected);
    expect(environment.has(undefined, 's2')).toBe(false);
  });
});

it('knows the role from the process where no list tells it', () => {
  const { nodes } = environmentOf(
    bundle('a1', '10.0.0.5', { 'systeminfo/ps': 'root 1 0.0 /usr/local/bin/k3s agent\n' }),
  );
  expect(nodes[0]?.role).toBe('agent');
  expect(nodes[0]?.evidence.at(-1)).toMatchObject({ field: 'role', value: 'agent', line: 1 });
});

it('reads arguments from node objects as YAML, and ends them at the holder of the address', () => {
  const kit = 'kit-2026-08-18T06-45-10Z';
  const object = (name: string, address: string): string =>
    `- kind: Node\n  metadata:\n    name: ${name}\n    annotations:\n      rke2.io/node-args: '["server","--server","https://10.0.0.100:9345"]'\n  status:\n    addresses:\n    - type: InternalIP\n      address: ${address}\n`;
  const environment = environmentOf({
    [`${kit}/metadata.yaml`]: 'kubernetesversion: v1.32.7+rke2r1\n',
    [`${kit}/yamls/cluster/v1/nodes.yaml`]: `kind: List\nitems:\n${object('h1', '10.0.0.1')}${object('h2', '10.0.0.2')}`,
    [`${kit}/nodes/h1.zip/h1/scc/x.txz/scc_h1_260818_0755/network.txt`]:
      '2: eth0: <UP>\n    inet 10.0.0.1/24 scope global eth0\n    inet 10.0.0.100/32 scope global eth0\n',
    [`${kit}/nodes/h1.zip/h1/configs/etc/hostname`]: 'h1\n',
  });
  expect(edges(environment)).toEqual(['h1>h1', 'h2>h1']);
});

it('takes a file for the node whose name its folder has', () => {
  const files = { 'logs/s9/config.yaml': 'debug: true\n' };
  const facts = Object.entries(files).flatMap(([path, text]) => {
    const { kind, scope } = classifyPath(path);
    return readFactFile(kind, path, text, scope);
  });
  const registry = resolveNodes(facts);
  expect(createEnvironment({ facts, registry, named: ['s9'] }).settings('debug')).toEqual([
    { node: 's9', value: true },
  ]);
  expect(createEnvironment({ facts, registry }).settings('debug')).toEqual([]);
});
