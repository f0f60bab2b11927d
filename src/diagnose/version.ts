/**
 * A release of K3s, RKE2, k0s or Spegel. Numbers compare in the order major, minor, patch, build, candidate:
 * `v1.31.8-rc1+k3s1 < v1.31.8+k3s1 < v1.31.8+k3s2`. SemVer gives build metadata no rank, so it cannot be used.
 */
export interface Version {
  readonly text: string;
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** Parts of the pre-release (`rc1`); empty for a release. */
  readonly pre: readonly (string | number)[];
  /** `k3s1` is 1, `rke2r2` is 2, `k0s.0` is 0; absent without build suffix. */
  readonly build?: number;
  /** A commit build (`v1.29.15+k3s-5aac2aaf`): its place in the order is unknown. */
  readonly commit: boolean;
}

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;
/** `k3s1`, `rke2r2`, `k0s.0`, also with a candidate behind: `rke2r1-rc2`. */
const RELEASE_BUILD = /^(?:k3s|rke2r|k0s\.?)(\d+)(?:-(.+))?$/;
const COMMIT = /(?:^|[.-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?:-dirty)?$/;
const PLAIN_BUILD = /^(?:k3s|rke2r?|k0s)$/;

/** `undefined` where the text is no version at all. Docker tags write `-k3s1` for `+k3s1`. */
export function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text.trim().replace(/-((?:k3s|rke2r|k0s\.)\d+)$/, '+$1'));
  if (!match) return undefined;
  const [, major = '', minor = '', patch = '', pre = '', suffix = ''] = match;
  const build = RELEASE_BUILD.exec(suffix);
  const candidate = [pre, build?.[2] ?? ''].filter((part) => part !== '').join('.');
  const known = suffix === '' || build !== null || PLAIN_BUILD.test(suffix);
  return {
    text: text.trim(),
    numbers: [Number(major), Number(minor), Number(patch)],
    pre: candidate === '' ? [] : splitPre(candidate),
    ...(build ? { build: Number(build[1]) } : {}),
    commit: !known || COMMIT.test(candidate),
  };
}

/** `rc1` counts as `rc`, 1, so that rc2 comes before rc10. */
const splitPre = (text: string): readonly (string | number)[] =>
  (text.match(/\d+|[A-Za-z]+/g) ?? []).map((part) => (/^\d/.test(part) ? Number(part) : part));

/** Negative: `a` is older. `undefined`: the order is not known (commit builds of one release). */
export function compareVersions(a: Version, b: Version): number | undefined {
  for (let i = 0; i < 3; i += 1) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  if (a.commit || b.commit) return a.text === b.text ? 0 : undefined;
  const bothSuffixed = a.build !== undefined && b.build !== undefined;
  const byBuild = bothSuffixed ? Math.sign((a.build ?? 0) - (b.build ?? 0)) : 0;
  // `v1.31.8-rc1+rke2r2` is a candidate of r2 and comes after the release r1.
  return byBuild !== 0 ? byBuild : comparePre(a.pre, b.pre);
}

function comparePre(a: Version['pre'], b: Version['pre']): number {
  if (a.length === 0 || b.length === 0) return Math.sign(b.length - a.length);
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const left = a[i];
    const right = b[i];
    if (left === right) continue;
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

/** `1.31` of v1.31.8+k3s1. */
export const branchOf = ({ numbers }: Version): string => `${numbers[0]}.${numbers[1]}`;

/** Does the version lie in `>=v1.31.6+k3s1 <v1.31.8+k3s1`? Every part must hold; `undefined`: not known. */
export function inRange(version: Version, range: string): boolean | undefined {
  let known = true;
  for (const part of range.trim().split(/\s+/)) {
    const match = /^(>=|<=|>|<|=)?(.+)$/.exec(part);
    const bound = parseVersion(match?.[2] ?? '');
    const order = bound && compareVersions(version, bound);
    if (order === undefined) known = false;
    else if (!holds(match?.[1] ?? '=', order)) return false;
  }
  return known ? true : undefined;
}

function holds(operator: string, order: number): boolean {
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    default:
      return order === 0;
  }
}
