import { goDuration } from '../../generate/payload/clock.js';
import { klog } from '../../generate/payload/lines.js';
import { podName, type Shape, uuid } from './shape.js';

type Severity = 'I' | 'W' | 'E';
type Text = (draw: Parameters<Shape['print']>[0]) => string;

const shape = (severity: Severity, file: string, text: Text): Shape => ({
  form: 'klog',
  print: (draw) => klog({ severity, at: draw.at, thread: draw.pid, file, text: text(draw) }),
});

/** What kubelet, the API server, the scheduler and the controllers say; with near misses of signals. */
export const KLOG_SHAPES: readonly Shape[] = [
  shape('I', 'scope.go:117', ({ random }) => `"RemoveContainer" containerID="${random.hex(64)}"`),
  shape(
    'I',
    'replica_set.go:679',
    ({ random }) =>
      `"Finished syncing" logger="replicaset-controller" kind="ReplicaSet" key="${podName(random)}" duration="${goDuration(random.between(0.05, 30))}"`,
  ),
  shape(
    'I',
    'pod_startup_latency_tracker.go:104',
    ({ random }) =>
      `"Observed pod startup duration" pod="${podName(random)}" podStartSLOduration=${random.between(1, 4).toFixed(9)} pullingStarted="0001-01-01 00:00:00 +0000 UTC"`,
  ),
  shape(
    'I',
    'reconciler_common.go:245',
    ({ random }) =>
      `"operationExecutor.VerifyControllerAttachedVolume started for volume \\"kube-api-access-${random.word(5)}\\" (UniqueName: \\"kubernetes.io/projected/${uuid(random)}-kube-api-access\\") pod \\"web-${random.word(5)}\\" (UID: \\"${uuid(random)}\\") " pod="${podName(random)}"`,
  ),
  shape(
    'I',
    'job_controller.go:598',
    ({ random }) =>
      `"enqueueing job" logger="job-controller" key="shop/report-${random.int(29_000_000, 29_100_000)}" delay="1s"`,
  ),
  shape(
    'I',
    'alloc.go:330',
    ({ random }) =>
      `"allocated clusterIPs" service="${podName(random)}" clusterIPs={"IPv4":"10.43.${random.int(1, 254)}.${random.int(1, 254)}"}`,
  ),
  shape(
    'I',
    'kubelet.go:2526',
    ({ random }) =>
      `"SyncLoop (PLEG): event for pod" pod="${podName(random)}" event={"ID":"${uuid(random)}","Type":"ContainerStarted","Data":"${random.hex(64)}"}`,
  ),
  shape(
    'I',
    'kubelet.go:2510',
    ({ random }) => `"SyncLoop (probe)" probe="readiness" status="ready" pod="${podName(random)}"`,
  ),
  shape(
    'I',
    'prober.go:107',
    ({ random }) =>
      `"Probe failed" probeType="Readiness" pod="${podName(random)}" podUID="${uuid(random)}" containerName="web" probeResult="failure" output="Get \\"http://10.42.${random.int(0, 9)}.${random.int(2, 254)}:8080/healthz\\": dial tcp: i/o timeout"`,
  ),
  shape(
    'I',
    'trace.go:236',
    ({ random }) =>
      `Trace[${random.int(1e8, 2e9)}]: "Update" accept:application/vnd.kubernetes.protobuf,audit-id:${uuid(random)},client:127.0.0.1,protocol:HTTP/2.0,resource:leases,scope:resource,url:/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${podName(random).slice(5)},verb:PUT took ${random.int(500, 900)}ms`,
  ),
  shape(
    'I',
    'leaderelection.go:271',
    ({ random }) =>
      `leader of lease kube-system/${random.pick(['snapshot-controller', 'csi-resizer', 'kured'])} is ${podName(random)}, still waiting for my turn`,
  ),
  shape(
    'E',
    'controller.go:193',
    ({ random }) =>
      `"Failed to look up lease" err="Get \\"https://127.0.0.1:6444/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${random.word(7)}?timeout=10s\\": net/http: request canceled"`,
  ),
  shape(
    'W',
    'reflector.go:561',
    ({ random }) =>
      `k8s.io/client-go/informers/factory.go:160: failed to list *v1.ConfigMap: resourceVersion ${random.int(1e6, 9e6)} is too old`,
  ),
  shape(
    'I',
    'reflector.go:389',
    ({ random }) =>
      `k8s.io/client-go/informers/factory.go:160: Watch close - *v1.${random.pick(['Pod', 'Node', 'Secret', 'EndpointSlice'])} total ${random.int(3, 900)} items received`,
  ),
  shape(
    'W',
    'dispatcher.go:217',
    ({ random }) =>
      `Failed calling webhook, failing open validate-${random.word(4)}.example.com: took ${goDuration(random.between(1000, 9999))}, leader not asked`,
  ),
  shape(
    'I',
    'event.go:389',
    ({ random }) =>
      `"Event occurred" object="${podName(random)}" fieldPath="" kind="ReplicaSet" apiVersion="apps/v1" type="Normal" reason="SuccessfulCreate" message="Created pod: web-${random.word(5)}"`,
  ),
  shape(
    'I',
    'topology_manager.go:215',
    ({ random }) =>
      `"Topology Admit Handler" podUID="${uuid(random)}" podNamespace="shop" podName="web-${random.word(5)}"`,
  ),
  shape(
    'I',
    'schedule_one.go:314',
    ({ random }) =>
      `"Successfully bound pod to node" pod="${podName(random)}" node="agent-${random.int(1, 40)}" evaluatedNodes=${random.int(3, 40)} feasibleNodes=${random.int(1, 30)}`,
  ),
  shape(
    'E',
    'pod_workers.go:1301',
    ({ random }) =>
      `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"web\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=web\\"" pod="${podName(random)}" podUID="${uuid(random)}"`,
  ),
];
