import type { FileRole } from '../model/fact.js';
import type { Pod } from '../model/record.js';
import { nodeOfStaticPod } from '../model/static-pod.js';
import { HOST_FILES, LOOSE_FILES } from './layout-host.js';
import { type FileKind, type LayoutId, type PlaceRule, roleOfKind } from './layout-kinds.js';
import { CLUSTER_INFO_DUMP, MUST_GATHER } from './layout-objects.js';
import { componentOfPod } from './layout-parts.js';
import { RANCHER } from './layout-rancher.js';
import { nodeOfScope } from './layout-scope.js';
import { SOSREPORT, SUPPORTCONFIG } from './layout-sos.js';
import { SUPPORT_BUNDLE_KIT } from './layout-support-bundle-kit.js';
import { TROUBLESHOOT } from './layout-troubleshoot.js';
import { WIDE_PLACES } from './layout-wide.js';

export type { FileKind, LayoutId } from './layout-kinds.js';

/** What the path of a file tells. Absent fields: the path does not tell. */
export interface FileClass {
  readonly role: FileRole;
  readonly kind: FileKind;
  readonly layout?: LayoutId;
  /** The folder of the bundle, or of one node in it; without `.` segments. The file's own folder outside layouts. */
  readonly scope: string;
  readonly unit?: string;
  /** A hint from names of folders and pods: what the bundle's files say about the scope's node goes before. */
  readonly node?: string;
  readonly component?: string;
  /** A pod's log that was fetched over the API: the pod need not run on the scope's node. */
  readonly clusterWide?: true;
  /** The pod whose log it is; the Rancher collector joins namespace and name by `-`. */
  readonly pod?: Pod;
}

/** Layouts with clear signs go first; the looser a name, the later. */
const PLACES: readonly PlaceRule[] = [
  ...SUPPORT_BUNDLE_KIT,
  ...TROUBLESHOOT,
  ...RANCHER,
  ...MUST_GATHER,
  ...SUPPORTCONFIG,
  ...HOST_FILES,
  ...CLUSTER_INFO_DUMP,
  ...LOOSE_FILES,
  ...SOSREPORT,
];
const MAX_SEGMENTS = 40;
/** The name of the pipe is no path; to find so out takes 10 ms, the first time. */
const PIPE = 'stdin';

/**
 * Decides from the folders and the name of a file what it is, never from the name of the archive it came in.
 * The longest rest of the path that is a known place decides; then the innermost folder that belongs to a
 * known layout as a whole. What no layout knows is a log.
 */
export function classifyPath(path: string): FileClass {
  const segments = path.split('/').filter((part) => part !== '' && part !== '.');
  const root = path.startsWith('/') ? '/' : '';
  const scopeAt = (count: number): string => root + segments.slice(0, count).join('/');
  const found = path === PIPE ? undefined : findPlace(segments);
  if (!found) return { role: 'log', kind: 'log', scope: scopeAt(segments.length - 1) };
  const { rule, at, groups } = found;
  const kind = kindOf(rule, groups);
  const scope = scopeAt(at + (groups.scope?.split('/').length ?? 0));
  const clusterWide = rule.kind === 'cluster-log';
  const ofScope = clusterWide ? undefined : (groups.node ?? nodeOfScope(scope));
  const node = nodeOfStaticPod(groups.pod ?? '') ?? ofScope;
  const component = rule.component ?? componentOfPod(groups.container, groups.pod);
  return {
    role: roleOfKind(kind),
    kind,
    scope,
    ...(rule.layout === undefined ? {} : { layout: rule.layout }),
    ...(groups.unit === undefined ? {} : { unit: groups.unit }),
    ...(node === undefined ? {} : { node }),
    ...(component === undefined ? {} : { component }),
    ...(clusterWide ? { clusterWide } : {}),
    ...(groups.pod === undefined ? {} : { pod: podOf(groups) }),
  };
}

const podOf = ({ pod, namespace, uid }: Found['groups']): Pod => ({
  ...(namespace === undefined ? {} : { namespace }),
  ...(pod === undefined ? {} : { name: pod }),
  ...(uid === undefined ? {} : { uid }),
});

interface Found {
  readonly rule: PlaceRule;
  readonly at: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

function findPlace(segments: readonly string[]): Found | undefined {
  const first = Math.max(0, segments.length - MAX_SEGMENTS);
  for (let at = first; at < segments.length; at += 1) {
    const found = matchAt(PLACES, segments, at);
    if (found) return found;
  }
  for (let at = segments.length - 1; at >= first; at -= 1) {
    const found = matchAt(WIDE_PLACES, segments, at);
    if (found) return found;
  }
  return undefined;
}

function matchAt(
  rules: readonly PlaceRule[],
  segments: readonly string[],
  at: number,
): Found | undefined {
  const rest = segments.slice(at).join('/');
  for (const rule of rules) {
    const match = rule.pattern.exec(rest);
    if (match) return { rule, at, groups: match.groups ?? {} };
  }
  return undefined;
}

function kindOf({ kind }: PlaceRule, { product }: Found['groups']): FileKind {
  if (kind === 'cluster-log') return 'log';
  if (kind !== 'version') return kind;
  if (product === 'k3s') return 'k3s-version';
  return product === 'rke2' ? 'rke2-version' : 'k0s-version';
}
