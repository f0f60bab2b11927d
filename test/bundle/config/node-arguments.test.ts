import { expect, it } from 'vitest';
import { readNodeArguments } from '../../../src/bundle/config/node-arguments.js';

const DUMP =
  'List of node(a) annotations: map[string]string{"etcd.k3s.cattle.io/node-name":"a-1", "k3s.io/hostname":"a", "k3s.io/node-args":"[\\"server\\",\\"--token\\",\\"s3cret\\",\\"--debug\\",\\"true\\",\\"--server\\",\\"https://b:6443\\",\\"--embedded-registry\\",\\"true\\"]", "k3s.io/node-env":"{\\"K3S_P2P_ENABLE_LATEST\\":\\"true\\"}"}';
const pairs = (message: string): readonly string[] =>
  readNodeArguments(message).map(({ node, key, value }) => `${node ?? ''} ${key}=${value}`);

it('reads the dump of annotations', () => {
  expect(pairs(DUMP)).toEqual([
    'a role=server',
    'a token=<masked>',
    'a debug=true',
    'a server=https://b:6443',
    'a embedded-registry=true',
    'a K3S_P2P_ENABLE_LATEST=true',
  ]);
});

it('reads a dump within the string of another line', () => {
  expect(pairs(JSON.stringify({ msg: DUMP }))).toEqual(pairs(DUMP));
});

it('reads what is whole of a dump that was cut', () => {
  expect(pairs(DUMP.slice(0, DUMP.indexOf('b:6443')))).toEqual([
    'a role=server',
    'a token=<masked>',
    'a debug=true',
  ]);
});

it.each([
  [
    'Running kube-apiserver --advertise-address=10.0.0.1 --secure-port=6444 --feature-gates=A=true,B=false',
    [
      ' kube-apiserver.advertise-address=10.0.0.1',
      ' kube-apiserver.secure-port=6444',
      ' kube-apiserver.feature-gates=A=true,B=false',
    ],
  ],
  ['Running etcd --config-file=/x', [' etcd.config-file=/x']],
  [
    'time="2025-03-18T02:15:04Z" level=info msg="Running kubelet --v=2 --node-ip=10.0.0.1"',
    [' kubelet.v=2', ' kubelet.node-ip=10.0.0.1'],
  ],
  ['Running load balancer rke2-agent-load-balancer 127.0.0.1:6444', []],
  ['Serving p2p peer addrs [] to client at 10.0.0.1', []],
  ['', []],
])('reads %j', (message, expected) => expect(pairs(message)).toEqual(expected));
