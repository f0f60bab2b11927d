import { expect, it } from 'vitest';
import type { FileKind } from '../../src/bundle/layout.js';
import { readEnvironment } from '../../src/bundle/read-environment.js';

const versions = (kind: FileKind, text: string): readonly string[] =>
  readEnvironment(kind, 'file', text, 'b').flatMap((fact) =>
    fact.kind === 'version' ? [`${fact.product} ${fact.version} @${fact.place.line}`] : [],
  );

it.each([
  [
    'k3s-version',
    'k3s version v1.33.4+k3s1 (148243c4)\ngo version go1.24.5\n',
    ['k3s v1.33.4+k3s1 @1'],
  ],
  ['k3s-version', 'k3s version v1.29.15+k3s-5aac2aaf (5aac2aaf)', ['k3s v1.29.15+k3s-5aac2aaf @1']],
  [
    'rke2-version',
    'warning\r\nrke2 version v1.32.7-rc1+rke2r2 (7d3d)\r\n',
    ['rke2 v1.32.7-rc1+rke2r2 @2'],
  ],
  ['k0s-version', 'v1.33.3+k0s.0\n', ['k0s v1.33.3+k0s.0 @1']],
  [
    'versions',
    'a\nk3s version v1.31.7+k3s1 (x)\nk3s version v1.31.7+k3s1 (x)\n',
    ['k3s v1.31.7+k3s1 @2'],
  ],
  ['versions', 'sos report: 4.12.0\n', []],
  [
    'k0s-status',
    'Version: v1.30.1+k0s.0\nProcess ID: 766\nRole: worker\nWorkloads: true\n',
    ['k0s v1.30.1+k0s.0 @1'],
  ],
  ['k0s-status', 'Error: k0s is not running\n', []],
  [
    'metadata-yaml',
    'bundlename: x\nkubernetesversion: v1.32.7+rke2r1\n',
    ['rke2 v1.32.7+rke2r1 @2'],
  ],
  ['metadata-yaml', 'kubernetesversion: v1.32.7\n', []],
  [
    'cluster-version',
    '{\n "info": {\n  "gitVersion": "v1.33.3+k0s"\n }\n}',
    ['k0s v1.33.3+k0s @3'],
  ],
  ['cluster-version', '{"info":', []],
  [
    'image-table',
    'NAME IMAGES\nspegel ghcr.io/spegel-org/spegel:v0.0.30 app=x\n',
    ['spegel v0.0.30 @2'],
  ],
  ['pod-list', '{"image":"ghcr.io/spegel-org/spegel:v0.4.0@sha256:00"}', ['spegel v0.4.0 @1']],
  [
    'pod-list',
    'image: ghcr.io/spegel-org/spegel:v0.4.0\nimage: spegel:0.4.1\n',
    ['spegel v0.4.0 @1', 'spegel 0.4.1 @2'],
  ],
  ['pod-list', '{"image":"rancher/mirrored-pause:3.6","name":"spegel"}', []],
  [
    'crictl-images',
    'IMAGE TAG\nghcr.io/spegel-org/spegel    v0.1.1    52546a367cc9e  22MB',
    ['spegel v0.1.1 @2'],
  ],
] satisfies [FileKind, string, string[]][])('reads versions of %s: %j', (kind, text, expected) => {
  expect(versions(kind, text)).toEqual(expected);
});

it('tells role and address of a k0s controller without its name', () => {
  const text =
    'ClusterConfig:\n  spec:\n    storage:\n      etcd:\n        peerAddress: 10.40.0.31\nRole: controller\nVersion: v1.33.3+k0s.0\n';
  expect(readEnvironment('k0s-status', 'f', text, 'b')).toContainEqual(
    expect.objectContaining({
      kind: 'node',
      name: '',
      role: 'server',
      addresses: ['10.40.0.31'],
      own: true,
    }),
  );
});
