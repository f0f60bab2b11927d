/**
 * Names under which a node runs etcd itself: `etcd`, `etcd2` and `etcd-wrapper` of Container Linux, `etcd-member` of its
 * successors and OpenShift, the service of a snap (`microk8s.daemon-etcd`), what runtimes put before it.
 */
const ETCD =
  /^(?:(?:snap|microk8s|daemon|docker|podman|k8s|kube)[._/-]){0,3}etcd[23]?(?:-(?:wrapper|member|server))?(?:@[^.]{0,80})?(?:\.service)?$/;

/** An identifier or a unit is that of etcd; not so those of programs around it (`etcd-backup`, `etcdctl`). */
export const isEtcdName = (name: string): boolean => name.includes('etcd') && ETCD.test(name);
