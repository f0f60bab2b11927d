import { describe, expect, it } from 'vitest';
import { classifyPath, type FileKind } from '../../src/bundle/layout.js';
import { resolveNodes } from '../../src/bundle/nodes.js';
import { readEnvironment } from '../../src/bundle/read-environment.js';

const TABLE = `NAMESPACE     NAME                    READY   STATUS             RESTARTS        AGE     IP           NODE        NOMINATED NODE   READINESS GATES
kube-system   coredns-64fd4-5dkqw     1/1     Running            2 (8h ago)      41d     10.42.0.7    k3s-srv-1   <none>           <none>
kube-system   traefik-7bfff-q8x2v     1/1     Running            5 (3h26m ago)   41d     10.42.1.9    k3s-srv-2   <none>           <none>
default       pending-1               0/1     Pending            0               3h28m   <none>       <none>      <none>           <none>
`;
const item = (name: string, node: string, uid: string) => ({
  metadata: { namespace: 'kube-system', name, uid },
  spec: { nodeName: node },
});
const list = (...items: ReturnType<typeof item>[]): string =>
  JSON.stringify({ kind: 'PodList', items }, undefined, 2);
const read = (kind: FileKind, text: string, scope = 'b') =>
  readEnvironment(kind, `${scope}/f`, text, scope);
const podsOf = (kind: FileKind, text: string): readonly string[] =>
  read(kind, text).flatMap((fact) =>
    fact.kind === 'pod' ? [`${fact.namespace}/${fact.name} ${fact.runsOn}:${fact.place.line}`] : [],
  );

it.each<[FileKind, string, readonly string[]]>([
  [
    'pod-table',
    TABLE,
    ['kube-system/coredns-64fd4-5dkqw k3s-srv-1:2', 'kube-system/traefik-7bfff-q8x2v k3s-srv-2:3'],
  ],
  ['pod-table', 'error: the server is currently unable to handle the request\n', []],
  ['pod-table', 'NAMESPACE   NAME   READY   STATUS\ndefault     a      1/1     Running\n', []],
  ['pod-list', list(item('a-1', 'n1', 'u1')), ['kube-system/a-1 n1:7']],
  [
    'pod-list',
    'apiVersion: v1\nitems:\n- kind: Pod\n  metadata:\n    name: a-1\n    namespace: x\n  spec:\n    nodeName: n1\n- kind: Pod\n  metadata:\n    name: b\n    namespace: x\n  spec: {}\n',
    ['x/a-1 n1:5'],
  ],
  [
    'pod-list',
    '{"kind":"DeploymentList","items":[{"metadata":{"name":"d","namespace":"x"},"spec":{}}]}',
    [],
  ],
  ['pod-list', '{"items":[{"nodeName"', []],
])('reads where pods run from %s', (kind, text, expected) => {
  expect(podsOf(kind, text)).toEqual(expected);
});

describe('the node of a pod', () => {
  const finder = (...lists: readonly (readonly [scope: string, text: string])[]) => {
    const { nodeOfPod } = resolveNodes(
      lists.flatMap(([scope, text]) =>
        read(text.startsWith('{') ? 'pod-list' : 'pod-table', text, scope),
      ),
    );
    return (name: string, uid?: string) =>
      nodeOfPod({ namespace: 'kube-system', name, ...(uid ? { uid } : {}) }, 'a');
  };

  it('is what the lists say', () => {
    const find = finder(['a', TABLE], ['a', list(item('a-1', 'n1', 'u1'))]);
    expect(['coredns-64fd4-5dkqw', 'a-1', 'nobody'].map((name) => find(name))).toEqual([
      'k3s-srv-1',
      'n1',
      undefined,
    ]);
  });

  it('is not claimed where a pod moved or lists disagree', () => {
    const find = finder(['a', list(item('a-1', 'n1', 'u1'))], ['a', list(item('a-1', 'n2', 'u2'))]);
    expect(find('a-1')).toBeUndefined();
    expect(find('a-1', 'u2')).toBe('n2');
  });

  it('is not that of a pod with the same name and another uid', () => {
    expect(finder(['a', list(item('a-1', 'n1', 'u1'))])('a-1', 'u0')).toBeUndefined();
  });

  it.each([
    ['x/k3s/podlogs/kube-system-coredns-64fd4-5dkqw', 'k3s-srv-1'],
    ['x/k3s/podlogs/kube-system-coredns-64fd4-5dkqw-previous', 'k3s-srv-1'],
    ['x/k3s/podlogs/default-coredns-64fd4-5dkqw', undefined],
    ['x/cluster-resources/pods/logs/kube-system/traefik-7bfff-q8x2v/t.log', 'k3s-srv-2'],
    ['x/kube-system/traefik-7bfff-q8x2v/logs.txt', 'k3s-srv-2'],
    ['x/logs/kube-system/traefik-7bfff-q8x2v/t.log.1', 'k3s-srv-2'],
    ['x/var/log/pods/kube-system_traefik-7bfff-q8x2v_0f1e2d3c-aaaa/t/0.log', 'k3s-srv-2'],
  ])('is found by the path %s', (path, expected) => {
    const { pod, scope } = classifyPath(path);
    const { nodeOfPod } = resolveNodes(read('pod-table', TABLE, 'x'));
    expect(pod && nodeOfPod(pod, scope)).toBe(expected);
  });
});
