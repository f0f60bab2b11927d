import type { Vip } from '../generate/cluster/loops.js';

const NAME = 'k3s.lab.example';

const manifestOf = (address: string): string =>
  [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: {name: kube-vip}',
    'spec:',
    '  containers:',
    '    - name: kube-vip',
    '      env:',
    `        - {name: address, value: "${address}"}`,
    '',
  ].join('\n');

const keepalivedOf = (address: string): string =>
  `vrrp_instance k3s {\n  virtual_ipaddress {\n    ${address}/32\n  }\n}\n`;

/** The ways in which a bundle tells that the address in `server:` leads back to the server itself. */
export const VIPS: Readonly<Record<string, (address: string) => Vip>> = {
  'which the server sees as its own': (address) => ({ address, client: 'own', isShown: true }),
  'which it holds': (address) => ({ address, client: 'vip', isShown: true }),
  'which nothing else tells of': (address) => ({ address, client: 'vip', isShown: false }),
  'by a name in all certificates': (address) => ({
    address,
    name: NAME,
    client: 'vip',
    isShown: true,
    tlsSan: true,
  }),
  'of kube-vip, by a name': (address) => ({
    address,
    name: NAME,
    client: 'vip',
    isShown: false,
    files: { 'k3s/pod-manifests/kube-vip.yaml': manifestOf(address) },
  }),
  'of keepalived, by a name': (address) => ({
    address,
    name: NAME,
    client: 'vip',
    isShown: false,
    files: { 'etc/keepalived/keepalived.conf': keepalivedOf(address) },
  }),
};
