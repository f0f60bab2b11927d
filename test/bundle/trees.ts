/** Every place of the layouts as their collectors write them: kind, then path below the bundle's folder. */
export interface Tree {
  readonly name: string;
  readonly layouts: readonly string[];
  /** What all paths have as scope, below the bundle's folder. Absent: it differs. */
  readonly scope?: string;
  readonly paths: readonly (readonly [kind: string, path: string])[];
}

/** `kind: folder/ name name` a line; a name alone stands below the folder, `-` for no folder. */
const table = (text: string): Tree['paths'] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [kind = '', folder = '', ...names] = line.trim().split(/\s+/);
      return names.map((name) => [kind, folder === '-' ? name : `${folder}/${name}`] as const);
    });

const HOST_PART = `
ignored - collector-output.log
summary - summary.txt
versions - versions
hostname systeminfo hostname hostnamefqdn
date systeminfo date
vmstat systeminfo vmstat
uname systeminfo uname
process-list systeminfo ps
log systeminfo dmesg
hosts-file systeminfo etchosts
ignored systeminfo etcresolvconf systemd-resolved freeh freem memory uptime dfh dfi lsmod mount top cpuinfo lscpu file-nr file-max ulimit-hard osrelease lsblk iostathx pidstatx lsof sysctla systemd-units systemd-unit-files systemd-detect-virt service-statusall conntrack networkmanager-configs ubuntu-ufw ubuntu-apparmorstatus packages-dpkg packages-rpm rhel-statusnetworkmanager rhel-statusfirewalld rhel-getenforce sles-apparmorstatus
ip-addr networking ipaddrshow
ignored networking iptablessave ip6tablessave iptablesmangle iptablesnat iptables ip6tablesmangle ip6tablesnat ip6tables nft_ruleset netstat netstatistics ipvsadm procnetxfrmstat iproute ipneighbour iprule iplinkshow ipv6neighbour ipv6rule ipv6route ipv6addrshow ifconfiga ssanp ssitan ssuapn sswapn ssxapn ss4apn ss6apn sstunlp6 sstunlp4 ethtool cni/10-canal.conflist
log systemlogs syslog syslog.1 syslog.2.gz messages messages-20260816.gz kern.log dmesg dmesg.0 cloud-init.log cloud-init-output.log docker.log audit.log
ignored systemlogs sysstat-data/sa18 sa-data/sar17 atop-data/atop_20260818`;
const TABLES =
  'api-resources version services poddescribe/kube-system poddescribe-kube-system clusterroles clusterrolebindings crds mutatingwebhookconfigurations namespaces pv validatingwebhookconfigurations volumeattachments globalnetworkpolicies.projectcalico.org apiservices configmaps cronjobs endpoints events helmcharts hpa ingress jobs leases networkpolicies networkpolicies.projectcalico.org pvc replicasets roles rolebindings apps rancher-prov/clusters.provisioning.cattle.io rancher-prov/cattle-controller-cfgmap';

export const TREES: readonly Tree[] = [
  {
    name: 'the Rancher collector on K3s',
    layouts: ['rancher'],
    scope: '',
    paths: table(`${HOST_PART}
log journald k3s containerd docker cloud-init rancher-system-agent
ignored k3s check-config crictl/psa crictl/pods crictl/info crictl/statsa crictl/version crictl/imagefsinfo k3s.yaml
k3s-version k3s version
unit-file k3s k3s.service k3s-agent.service k3s-second.service
config-yaml k3s config.yaml
config-dropin k3s 10-etcd.yaml 50-rancher.yaml zz.yml
crictl-images k3s crictl/images
nodes-table k3s/kubectl nodes
nodes-json k3s/kubectl nodes.json
nodes-describe k3s/kubectl nodesdescribe
pod-table k3s/kubectl pods
image-table k3s/kubectl deployments daemonsets statefulsets
ignored k3s/kubectl ${TABLES}
log k3s/podlogs kube-system-coredns-64fd4b4794-5dkqw kube-system-coredns-64fd4b4794-5dkqw-previous kube-system_coredns-64fd4b4794-5dkqw_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/coredns/0.log kube-system_coredns-64fd4b4794-5dkqw_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/coredns/0.log.20260818-051203.gz
ignored k3s/directories k3sagent k3sservermanifests k3sservertls
ignored k3s/certs agent/serving-kubelet.crt server/client-admin.crt
etcd-member-list etcd memberlist.json
ignored etcd etcd-metrics-10.20.0.11:2379.txt`),
  },
  {
    name: 'the Rancher collector on RKE2',
    layouts: ['rancher'],
    scope: '',
    paths: table(`${HOST_PART}
log journald rke2-server rke2-agent rancher-system-agent cloud-init
rke2-version rke2 version
unit-file rke2 rke2-server.service rke2-agent.service
config-yaml rke2 config.yaml
config-dropin rke2 50-rancher.yaml
log rke2 containerd.log agent-logs/kubelet.log agent-logs/kubelet-2026-08-16T02-11-09.118.log.gz server-logs/audit.log server-logs/audit-2026-08-16T02-11-09.118.log
ignored rke2/crictl crictl-version containerd-version runc-version psa pods info statsa version imagefsinfo
crictl-images rke2/crictl images
nodes-table rke2/kubectl nodes
ignored rke2/kubectl ${TABLES} ciliumnetworkpolicy ciliumclusterwidenetworkpolicy ciliumstatus.json ciliumdbgservicelist.json
log rke2/podlogs kube-system-etcd-cp-1 kube-system-kube-apiserver-cp-1-previous kube-system_etcd-cp-2_0f1e2d3c4b5a69788796a5b4c3d2e1f0/etcd/11.log.20260818-051203.gz
pod-manifest rke2/pod-manifests etcd.yaml kube-apiserver.yaml kube-controller-manager.yaml kube-scheduler.yaml kube-proxy.yaml cloud-controller-manager.yaml
ignored rke2/directories rke2agent rke2servermanifests rke2servertls
ignored rke2/certs agent/serving-kubelet.crt server/client-admin.crt
etcd-member-list etcd memberlist
ignored etcd endpointstatus endpointhealth alarmlist etcd-metrics-127.0.0.1:2381.txt findserverdbetcd findserverdbsnapshots`),
  },
  {
    name: 'the Rancher collector in a pod',
    layouts: ['rancher'],
    scope: '',
    paths: table(`
nodes-table pod/kubectl nodes
ignored pod/kubectl events leases
log pod/podlogs kube-system-coredns-64fd4b4794-5dkqw
versions - versions`),
  },
  {
    name: 'support-bundle-kit, the cluster',
    layouts: ['support-bundle-kit'],
    scope: '',
    paths: table(`
metadata-yaml - metadata.yaml
ignored - bundleGenerationError.log prometheus-alerts.json
nodes-yaml yamls/cluster v1/nodes.yaml kubernetes/nodes.yaml
ignored yamls/cluster metrics.k8s.io/v1beta1/nodes.yaml v1/persistentvolumes.yaml
pod-list yamls/namespaced kube-system/v1/pods.yaml cattle-system/apps/v1/deployments.yaml
ignored yamls/namespaced default/v1/configmaps.yaml
log logs kube-system/etcd-n1/etcd.log kube-system/etcd-n1/etcd.log.1 cattle-system/rancher-1/rancher.log`),
  },
  {
    name: 'support-bundle-kit, a node of Harvester',
    layouts: ['support-bundle-kit'],
    scope: '/nodes/n1.zip/n1',
    paths: table(`
hostname nodes/n1.zip/n1/configs etc/hostname
ignored nodes/n1.zip/n1/configs oem/90_custom.yaml etc/os-release etc/harvester-release.yaml etc/rancher/agent/config.yaml etc/rancher/installer/x etc/rancher/rancherd/config.yaml
config-dropin nodes/n1.zip/n1/configs/etc/rancher/rke2 config.yaml.d/90-harvester-server.yaml
registries-yaml nodes/n1.zip/n1/configs/etc/rancher/rke2 registries.yaml
log nodes/n1.zip/n1/logs kernel.log kernel.log.1 kernel.log.2 rke2-server.log rke2-agent.log rancherd.log rancher-system-agent.log iscsid.log NetworkManager.log kubelet.log containerd.log console.log
ignored nodes/n1.zip/n1/logs containerd-images.log
log nodes/n1.zip/n1/scc/scc_supportconfig_n1-abc123.txz/scc_n1_260818_0640 boot.txt messages.txt plugin-harvester.txt
summary nodes/n1.zip/n1/scc/scc_supportconfig_n1-abc123.txz/scc_n1_260818_0640 basic-environment.txt
ignored nodes/n1.zip/n1/scc/scc_supportconfig_n1-abc123.txz/scc_n1_260818_0640 memory.txt sar.txt`),
  },
  {
    name: 'support-bundle-kit, a node of Longhorn',
    layouts: ['support-bundle-kit'],
    scope: '/nodes/n1',
    paths: table(`
process-list nodes/n1/hostinfos processes_info
ignored nodes/n1/hostinfos hostinfo kernel_config proc_mounts multipath.conf
hostname nodes/n1 hostname
log nodes/n1/logs dmesg.log syslog syslog.1 messages-20260816.gz kubelet.log k3s-service.log k3s-agent-service.log k3s-restarter.log qemu-ga.log instance-manager.log`),
  },
  {
    name: 'Troubleshoot',
    layouts: ['troubleshoot'],
    scope: '',
    paths: table(`
ignored - version.yaml analysis.json execution-data/summary.txt metadata/user.json metadata/skipped-collectors.json metadata/collector-errors/logs-error.json cluster-info/errors.json
cluster-version cluster-info cluster_version.json
nodes-json cluster-resources nodes.json
ignored cluster-resources namespaces.json pvs.json resources.json nodes-errors.json events/default.json leases/kube-system.json custom-resources/x.json custom-resources/x.yaml image-pull-secrets/default/x.json configmaps/kube-system.json pods/logs/kube-system/coredns-1/coredns-logs-errors.log
pod-list cluster-resources pods/kube-system.json deployments/default.json statefulsets/default.json daemonsets/default.json
log cluster-resources/pods/logs kube-system/coredns-1/coredns.log kube-system/coredns-1/coredns-previous.log
ignored node-metrics k0s-ctl-1.json
log podlogs coredns/coredns-1/coredns.log
etcd-member-list etcd member-list.json
ignored etcd endpoint-health.json endpoint-status.json alarm-list.json version.json
time-json host-collectors/system time.json
hostos-json host-collectors/system hostos_info.json
nodes-json host-collectors/system node_list.json
ignored host-collectors/system cpu.json memory.json ipv4Interfaces.json systemctl_services.json block_devices.json cgroups.json kernel_modules.json kernel-configs.json sysctl.json
ignored host-collectors diskUsage/root.json certificate/etcd-keypair.json filesystemPerformance/filesystem-write-latency-etcd.json http/healthz.json errors/iostat-error.json embedded-cluster/license.yaml runtime-config/config.yaml sysctl-config/99.conf
k0s-status host-collectors/run-host k0s-status.txt
k0s-version host-collectors/run-host k0s-version.txt
hostname host-collectors/run-host hostnames.txt
etcd-member-list host-collectors/run-host etcd-members.txt etcd-member-list.txt
vmstat host-collectors/run-host vmstat.txt
uname host-collectors/run-host uname.txt
unit-file host-collectors/run-host systemctl-cat-k0s.txt
journald-conf host-collectors/run-host systemctl-cat-journald.txt
process-list host-collectors/run-host ps-high-load.txt
log host-collectors/run-host journalctl-k0s.txt journalctl-dmesg.txt k0scontroller-logs.txt k0sworker-logs.txt local-artifact-mirror-logs.txt network-manager-logs.txt
ignored host-collectors/run-host journalctl-k0s-info.json journalctl-k0s-stderr.txt k8s-api-healthz-6443.txt curl-etcd-health-2379.txt etcd-healthz-2379.txt free.txt top.txt top-few-args.txt uptime.txt df.txt iostat.txt systemctl-firewalld-status.txt systemctl-ufw-status.txt systemctl-k0s-status.txt localhost-ips.txt sestatus.txt apparmor-status.txt crictl-ps.txt iptables.txt iptables-version.txt lsblk.txt netstat-ports.txt netstat-route-table.txt ip-route-table.txt sysctl.txt sysctl-all.txt k0s-sysinfo.txt du-root.txt mount.txt ps-detect-antivirus-and-security-tools.txt
log host-collectors journald/k0s.txt syslog/syslog syslog/syslog.1 installer-logs/install.log
ignored host-collectors journald/k0s-info.json journald/k0s-stderr.txt`),
  },
  {
    name: 'sos report',
    layouts: ['sosreport', 'host-files', '-'],
    scope: '',
    paths: table(`
versions - version.txt
ignored - sos_logs/sos.log sos_logs/ui.log sos_reports/manifest.json sos_reports/sos.html environment uptime free df mount lsmod ip_route netstat pstree installed-debs installed-rpms root-symlinks lsof
hostname - hostname etc/hostname
date - date sos_commands/date/date sos_commands/date/date_--utc
uname - uname
process-list - ps sos_commands/process/ps_auxwwwm
ip-addr - ip_addr sos_commands/networking/ip_-o_addr
log sos_commands logs/journalctl_--no-pager logs/journalctl_--no-pager_--boot logs/journalctl_--no-pager_--boot_-1 kernel/dmesg_-T
ignored sos_commands systemd/journalctl_--list-boots systemd/systemctl_list-units_--all systemd/systemctl_show_service_--all networking/ethtool_eth0
timedatectl sos_commands systemd/timedatectl
log sos_strings logs/journalctl_--no-pager.tailed logs/var.log.syslog.tailed
unit-file - etc/systemd/system/k3s.service lib/systemd/system/rke2-server.service
env-file - etc/systemd/system/k3s.service.env etc/default/rke2-server etc/sysconfig/k3s
journald-conf - etc/systemd/journald.conf
hosts-file - etc/hosts
k0s-token - etc/k0s/join-token token.txt
ignored - var/lib/rancher/k3s/server/tls/client-ca.key var/lib/rancher/k3s/server/token client.pem kubeconfig
ignored - etc/rsyslog.conf etc/ssh/sshd_config proc/cpuinfo proc/fs.tar sys/kernel/mm/x
log - var/log/syslog var/log/messages-20260816 var/log/kern.log.1 var/log/auth.log var/log/secure var/log/journal/0123456789abcdef0123456789abcdef/system.journal run/log/journal/x/system@1.journal~`),
  },
  {
    name: 'supportconfig',
    layouts: ['supportconfig'],
    scope: '/scc_n1_260818_0640',
    paths: table(`
log scc_n1_260818_0640 boot.txt messages.txt plugin-kubernetes.txt kubernetes.txt
summary scc_n1_260818_0640 basic-environment.txt
ip-addr scc_n1_260818_0640 network.txt
config-sections scc_n1_260818_0640 etc.txt systemd.txt
ignored scc_n1_260818_0640 basic-health-check.txt memory.txt hardware.txt sar.txt`),
  },
  {
    name: 'kubectl cluster-info dump',
    layouts: ['cluster-info-dump', '-'],
    scope: '',
    paths: table(`
nodes-json - nodes.json
pod-list kube-system pods.json daemonsets.json deployments.json
ignored kube-system events.json replication-controllers.json services.json replicasets.json
log kube-system kube-apiserver-n1/logs.txt coredns-1/logs.txt`),
  },
  {
    name: 'must-gather',
    layouts: ['must-gather', '-'],
    paths: table(`
versions - version
ignored - timestamp event-filter.html namespaces/kube-system/core/services.yaml cluster-scoped-resources/core/persistentvolumes/a.yaml
nodes-yaml cluster-scoped-resources/core/nodes n1.yaml
pod-list namespaces kube-system/core/pods.yaml
log namespaces/kube-system/pods etcd-n1/etcd/etcd/logs/current.log etcd-n1/etcd/etcd/logs/previous.log etcd-n1/etcd/etcd/logs/previous.insecure.log etcd-n1/etcd/etcd/logs/rotated/0.log.20260818.gz
etcd-member-list etcd_info member_list.json
ignored etcd_info endpoint_status.json endpoint_health.json alarm_list.json object_count.json
log host_service_logs/masters kubelet_service.log`),
  },
  {
    name: 'files of a host',
    layouts: ['host-files'],
    scope: '',
    paths: table(`
log var/log/pods kube-system_etcd-cp-1_0f1e2d3c4b5a69788796a5b4c3d2e1f0/etcd/0.log
log var/log/containers etcd-cp-1_kube-system_etcd-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.log
log var/log k3s.log k0scontroller.log k0scontroller.err
log var/lib/rancher rke2/agent/logs/kubelet.log rke2/agent/containerd/containerd.log k3s/agent/containerd/containerd.log k3s/server/logs/audit.log
pod-manifest var/lib/rancher rke2/agent/pod-manifests/etcd.yaml k3s/server/manifests/kube-vip.yaml
config-yaml etc/rancher k3s/config.yaml rke2/config.yaml
config-dropin etc/rancher rke2/config.yaml.d/50-rancher.yaml
registries-yaml etc/rancher k3s/registries.yaml
ignored etc/rancher k3s/k3s.yaml node/password
k0s-yaml etc/k0s k0s.yaml
keepalived-conf etc/keepalived keepalived.conf
journald-conf etc/systemd journald.conf journald.conf.d/10-rate.conf
unit-file etc/systemd/system k3s.service k3s.service.d/override.conf k0scontroller.service`),
  },
  {
    name: 'files collected by hand',
    layouts: ['-'],
    scope: '',
    paths: table(`
log - master0.log k3s-server.log journal.txt
hostname - hostname hostname.txt
date - date.txt
nodes-table - nodes.txt kubectl-get-nodes.txt get-nodes-o-wide.txt nodes-wide.txt
nodes-json - nodes.json
k3s-version - k3s-version.txt
k0s-version - k0s-version
rke2-version - rke2_version.txt
k0s-status - k0s-status.txt k0s_status.yaml
config-yaml - config.yaml
registries-yaml - registries.yaml
k0s-yaml - k0s.yaml
unit-file - k3s.service rke2-server.service
env-file - k3s.service.env`),
  },
];
