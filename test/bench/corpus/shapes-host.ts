import type { Draw, Shape, Speaker } from './shape.js';

const shape = (speaker: Speaker, print: (draw: Draw) => string): Shape => ({
  form: 'other',
  speaker,
  print,
});

const SYSTEMD: Speaker = { ident: 'systemd', unit: 'init.scope' };
const KERNEL: Speaker = { ident: 'kernel', kernel: true };
const SSHD: Speaker = { ident: 'sshd', unit: 'ssh.service' };

/** What the host around the control plane says. */
export const HOST_SHAPES: readonly Shape[] = [
  shape(
    SYSTEMD,
    ({ random }) => `Started session-${random.int(1, 9999)}.scope - Session of User ops.`,
  ),
  shape(SYSTEMD, () => 'logrotate.service: Deactivated successfully.'),
  shape(SYSTEMD, () => 'Starting sysstat-collect.service - system activity accounting tool...'),
  shape(
    SYSTEMD,
    ({ random }) =>
      `run-containerd-runc-k8s.io-${random.hex(64)}-runc.${random.word(6)}.mount: Deactivated successfully.`,
  ),
  shape(
    SYSTEMD,
    ({ random }) =>
      `cri-containerd-${random.hex(64)}.scope: Consumed ${random.int(1, 59)}.${random.int(100, 999)}s CPU time.`,
  ),
  shape(
    KERNEL,
    ({ random }) =>
      `cni0: port ${random.int(1, 90)}(veth${random.hex(8)}) entered forwarding state`,
  ),
  shape(
    KERNEL,
    ({ random }) => `IPv6: ADDRCONF(NETDEV_CHANGE): veth${random.hex(8)}: link becomes ready`,
  ),
  shape(
    KERNEL,
    ({ random }) =>
      `audit: type=1400 audit(${random.int(1, 9)}): apparmor="STATUS" operation="profile_load" name="cri-containerd.apparmor.d" pid=${random.int(900, 90_000)}`,
  ),
  shape(
    SSHD,
    ({ random }) =>
      `Failed password for invalid user admin from 203.0.113.${random.int(1, 254)} port ${random.int(1024, 65_000)} ssh2`,
  ),
  shape(
    { ident: 'CRON', unit: 'cron.service' },
    () => '(root) CMD (command -v debian-sa1 > /dev/null && debian-sa1 1 1)',
  ),
  shape(
    { ident: 'chronyd', unit: 'chrony.service' },
    ({ random }) => `Selected source 192.0.2.${random.int(1, 9)} (2.debian.pool.ntp.org)`,
  ),
  shape(
    { ident: 'dockerd-probe', unit: 'probe.service' },
    ({ random }) => `überwacht: ${random.int(2, 90)} Behälter, Dauer ${random.int(3, 999)}µs`,
  ),
];
