import type { FileRole } from '../model/fact.js';

/** Collections whose places are known. Absent: the file was recognised by its own name, or not at all. */
export type LayoutId =
  | 'rancher'
  | 'support-bundle-kit'
  | 'troubleshoot'
  | 'sosreport'
  | 'supportconfig'
  | 'cluster-info-dump'
  | 'must-gather'
  | 'host-files';

/** What each kind of file is to the analysis; the keys are all kinds there are. */
const ROLE_BY_KIND = {
  log: 'log',
  'k3s-version': 'version',
  'rke2-version': 'version',
  'k0s-version': 'version',
  /** `k0s status`, as YAML or as text: version and role, arguments and the live ClusterConfig. */
  'k0s-status': 'configuration',
  'cluster-version': 'version',
  versions: 'version',
  /** Prose with host name, date and versions in it. */
  summary: 'version',
  'metadata-yaml': 'version',
  'image-table': 'version',
  /** Pods, DaemonSets … as JSON or YAML: where pods run, images. */
  'pod-list': 'version',
  'pod-table': 'version',
  'crictl-images': 'version',
  'nodes-json': 'node-list',
  'nodes-yaml': 'node-list',
  'nodes-table': 'node-list',
  'nodes-describe': 'node-list',
  'etcd-member-list': 'node-list',
  hostname: 'node-list',
  'hostos-json': 'node-list',
  uname: 'node-list',
  'ip-addr': 'node-list',
  'hosts-file': 'node-list',
  date: 'clock',
  'time-json': 'clock',
  timedatectl: 'clock',
  timezone: 'clock',
  vmstat: 'clock',
  'config-yaml': 'configuration',
  'config-dropin': 'configuration',
  'unit-file': 'configuration',
  'env-file': 'configuration',
  'registries-yaml': 'configuration',
  'k0s-yaml': 'configuration',
  /** A secret: only the host it leads to is read. */
  'k0s-token': 'configuration',
  'process-list': 'configuration',
  'pod-manifest': 'configuration',
  'keepalived-conf': 'configuration',
  'journald-conf': 'configuration',
  /** Files one after the other in one text. */
  'config-sections': 'configuration',
  ignored: 'ignored',
} as const satisfies Record<string, FileRole>;

/** Which reader applies to a file. */
export type FileKind = keyof typeof ROLE_BY_KIND;

export const roleOfKind = (kind: FileKind): FileRole => ROLE_BY_KIND[kind];

/**
 * A place in a layout. The pattern has to match the whole rest of a path, from the folder on in which the
 * bundle begins. Named groups tell more: `scope` (folders that belong to the scope), `node`, `unit`,
 * `container`, `pod`, `namespace`, `uid`, and `product`, which completes the kind `version`. `cluster-log`: a log fetched over
 * the API, whose pod may run on any node.
 */
export interface PlaceRule {
  readonly layout?: LayoutId;
  readonly pattern: RegExp;
  readonly kind: FileKind | 'version' | 'cluster-log';
  readonly component?: string;
}

export type PlaceRow = readonly [
  pattern: string,
  kind: PlaceRule['kind'],
  component?: string | undefined,
];

/** The same places below a folder. */
export const below = (folder: string, rows: readonly PlaceRow[]): readonly PlaceRow[] =>
  rows.map(([rest, kind, component]) => [`${folder}/${rest}`, kind, component]);

/** Makes the rules of one layout. */
export const rulesOf = (
  layout: LayoutId | undefined,
  rows: readonly PlaceRow[],
): readonly PlaceRule[] =>
  rows.map(([pattern, kind, component]) => ({
    pattern: new RegExp(`^(?:${pattern})$`),
    kind,
    ...(layout === undefined ? {} : { layout }),
    ...(component === undefined ? {} : { component }),
  }));
