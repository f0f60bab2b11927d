import { encodeAll } from '../encode/encoders.js';
import { wallClock, zoneText } from '../payload/clock.js';
import type { Server } from '../scenario/host.js';
import type { Cluster, Member } from './cluster.js';
import { shiftEntry } from './shift.js';

/** Files by their path below the bundle's folder. */
export type Files = ReadonlyMap<string, Buffer>;

export interface Bundle {
  /** `<host>-<date>`: the folder inside the archive, and the name the collector gives to the archive. */
  readonly folder: string;
  readonly server: Server;
  readonly files: Files;
}

export interface BundleOptions {
  /** The API is down: no `kubectl/`. */
  readonly offline?: boolean;
  /** `kubectl/nodes.json` with what each node was started with. */
  readonly nodeArguments?: boolean;
}

/** The bundle of one server as the Rancher logs collector writes it: what the analysis reads of it. */
export function bundleOf(member: Member, cluster: Cluster, options: BundleOptions = {}): Bundle {
  const { server } = member;
  const { product, offsetMinutes } = server;
  const at = cluster.collectedAt + member.clockMs;
  const clock = wallClock(at, offsetMinutes);
  const kubectl = options.offline
    ? []
    : [
        [`${product}/kubectl/nodes`, nodesTable(cluster)] as const,
        ...(options.nodeArguments
          ? [[`${product}/kubectl/nodes.json`, nodesJson(cluster)] as const]
          : []),
      ];
  const text: readonly (readonly [string, string])[] = [
    ['systeminfo/hostname', `${server.name}\n`],
    ['systeminfo/date', `${dateLine(at, offsetMinutes)}\n`],
    ['networking/ipaddrshow', ipAddrShow(member)],
    [`${product}/version`, `${product} version ${server.version} (${server.commit})\n`],
    [`${product}/config.yaml`, configYaml(member)],
    ...kubectl,
    ...Object.entries(member.files ?? {}),
  ];
  return {
    folder: `${server.name}-${clock.date}_${clock.time.replaceAll(':', '_')}`,
    server,
    files: new Map([
      ...text.map(([path, content]) => [path, Buffer.from(content)] as const),
      [`journald/${server.unit.replace('.service', '')}`, journalOf(member)] as const,
    ]),
  };
}

/** `journalctl -u <unit>` as the collector calls it: local time, no year. */
export const journalOf = (member: Member, transport: 'short' | 'json' | 'short-iso' = 'short') =>
  encodeAll(entriesOf(member), transport, {
    offsetMinutes: member.server.offsetMinutes,
    seed: member.server.name,
  });

function* entriesOf({ entries, clockMs, server }: Member) {
  for (const entry of entries()) yield shiftEntry(entry, clockMs, server.offsetMinutes);
}

/** `Tue Aug 18 06:40:12 UTC 2026`; abbreviations of other zones say nothing, so they are numbers. */
function dateLine(at: number, offsetMinutes: number): string {
  const { dayName, monthName, day, time, year } = wallClock(at, offsetMinutes);
  const zone = offsetMinutes === 0 ? 'UTC' : zoneText(offsetMinutes).replace(/00$/, '');
  return `${dayName} ${monthName} ${day.replace(/^0/, ' ')} ${time} ${zone} ${year}`;
}

function ipAddrShow({ server, holds = [] }: Member): string {
  const own = [`${server.address}/24 brd 255`, ...holds.map((address) => `${address}/32`)];
  return [
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000',
    '    inet 127.0.0.1/8 scope host lo',
    '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000',
    ...own.map((address) => `    inet ${address.replace(/ brd 255/, '')} scope global eth0`),
    '',
  ].join('\n');
}

/** config.yaml without the lines the collector leaves out. */
function configYaml({ server, joins, tlsSan = [], debug }: Member): string {
  return [
    ...(joins === undefined ? ['cluster-init: true'] : [`server: ${joins}`]),
    'embedded-registry: true',
    ...(debug ? ['debug: true'] : []),
    `node-ip: ${server.address}`,
    ...(tlsSan.length > 0 ? ['tls-san:', ...tlsSan.map((name) => `  - ${name}`)] : []),
    '',
  ].join('\n');
}

function nodesTable({ members }: Cluster): string {
  const rows = members.map(({ server: { name, version, address } }) =>
    [name, 'Ready', 'control-plane,etcd,master', '41d', version, address, '<none>'].join('   '),
  );
  const head =
    'NAME   STATUS   ROLES   AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   CONTAINER-RUNTIME';
  const tail = '   Ubuntu 24.04.2 LTS   6.8.0-64-generic   containerd://2.0.5-k3s2';
  return `${[head, ...rows.map((row) => row + tail)].join('\n')}\n`;
}

/** Each node with its address and the arguments it was started with. */
function nodesJson({ members }: Cluster): string {
  const items = members.map(({ server, joins, debug }) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: server.name,
      annotations: {
        [`${server.product}.io/node-args`]: JSON.stringify([
          'server',
          ...(joins === undefined ? ['--cluster-init'] : ['--server', joins]),
          '--embedded-registry',
          'true',
          ...(debug ? ['--debug', 'true'] : []),
        ]),
        [`${server.product}.io/node-env`]: '{}',
      },
      labels: { 'node-role.kubernetes.io/control-plane': 'true' },
    },
    status: {
      addresses: [
        { address: server.address, type: 'InternalIP' },
        { address: server.name, type: 'Hostname' },
      ],
      nodeInfo: { kubeletVersion: server.version },
    },
  }));
  return `${JSON.stringify({ apiVersion: 'v1', items, kind: 'List' }, undefined, 4)}\n`;
}
