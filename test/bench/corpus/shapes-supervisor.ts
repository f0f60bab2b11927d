import { logrus } from '../../generate/payload/lines.js';
import { type Draw, podName, type Shape, uuid } from './shape.js';

type Level = Parameters<typeof logrus>[0]['level'];

const shape = (level: Level, msg: (draw: Draw) => string): Shape => ({
  form: 'logrus',
  print: (draw) => logrus({ at: draw.at, level, msg: msg(draw) }),
});

/** What K3s itself and its containerd say; with near misses of signals. */
export const SUPERVISOR_SHAPES: readonly Shape[] = [
  shape('debug', () => 'Wrote ping'),
  shape(
    'debug',
    ({ random, server }) =>
      `Tunnel server handing HTTP/1.1 CONNECT request for //${server.address}:10250 from 127.0.0.1:${random.int(32_768, 60_999)}`,
  ),
  shape(
    'debug',
    ({ random, server }) =>
      `Tunnel authorizer checking dial request for ${server.address}:${random.pick([10250, 10010])}`,
  ),
  shape(
    'debug',
    ({ server }) => `Tunnel server egress proxy dialing ${server.address}:10250 directly`,
  ),
  shape('info', () => 'Reconciling ETCDSnapshotFile resources'),
  shape('info', () => 'Reconciliation of ETCDSnapshotFile resources complete'),
  shape(
    'info',
    ({ random }) =>
      `Event(v1.ObjectReference{Kind:"Addon", Namespace:"kube-system", Name:"${random.word(6)}", UID:"${uuid(random)}", APIVersion:"k3s.cattle.io/v1"}): type: 'Normal' reason: 'ApplyingManifest' Applying manifest at "/var/lib/rancher/k3s/server/manifests/${random.word(6)}.yaml"`,
  ),
  shape('info', ({ random }) => `Handling backend connection request [agent-${random.int(1, 40)}]`),
  shape(
    'info',
    ({ random }) => `PullImage "docker.io/shop/web:v${random.int(1, 9)}.${random.int(0, 30)}"`,
  ),
  shape(
    'info',
    ({ random }) =>
      `CreateContainer within sandbox "${random.hex(64)}" for container &ContainerMetadata{Name:web,Attempt:${random.int(0, 4)},}`,
  ),
  shape('info', ({ random }) => `StartContainer for "${random.hex(64)}" returns successfully`),
  shape(
    'warning',
    ({ random }) => `cleaning up after shim disconnected id=${random.hex(64)} namespace=k8s.io`,
  ),
  shape(
    'error',
    ({ random }) =>
      `failed to reload cni configuration after receiving fs change event(WRITE "/etc/cni/net.d/.${random.word(8)}")`,
  ),
  shape(
    'info',
    ({ random }) =>
      `Slow SQL log is off; last query took ${random.int(2, 900)}µs; leader of kine is ${podName(random)}`,
  ),
];
