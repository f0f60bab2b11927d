import type { AffectedNode } from '../model/report.js';
import type { Affected, AffectedBranch, Text } from '../model/rule.js';
import { branchOf, compareVersions, parseVersion, type Version } from './version.js';

type Versions = Extract<Affected, { kind: 'versions' }>;

export interface VersionVerdict {
  readonly status: AffectedNode['status'];
  readonly note?: Text;
  /** The release that ends it: nearest on the branch, or where to go. */
  readonly fix?: string;
}

const CLEAR: VersionVerdict = { status: 'not-affected' };

/** Judges one version. A version that cannot be placed is `unknown`, never affected. */
export function judgeVersion(text: string | undefined, affected: Versions): VersionVerdict {
  if (text === undefined) return withoutVersion(affected);
  const version = parseVersion(text);
  if (!version) return { status: 'unknown', note: unreadable(text) };
  if (version.commit) return { status: 'unknown', note: commitBuild(text) };
  const branch = affected.branches[branchOf(version)] ?? affected.branches['*'];
  if (!branch) return { status: 'not-affected' };
  return judgeOnBranch(version, branch, affected);
}

function judgeOnBranch(
  version: Version,
  branch: AffectedBranch,
  affected: Versions,
): VersionVerdict {
  const { introduced } = branch;
  const fix = affected.prefer ?? (branch.fixed === 'never' ? branch.moveTo : branch.fixed);
  const goal = fix === undefined ? {} : { fix };
  if (introduced !== undefined && isBefore(version, introduced)) {
    if (!isCandidateOf(version, introduced)) return CLEAR;
    return { status: 'unknown', note: candidate(version.text, introduced), ...goal };
  }
  if (branch.fixed !== 'never' && !isBefore(version, branch.fixed)) return CLEAR;
  if (branch.fixed !== 'never') return { status: 'affected', ...goal };
  return { status: 'affected', note: neverFixed(branchOf(version), branch.moveTo), ...goal };
}

function isBefore(version: Version, bound: string): boolean {
  const parsed = parseVersion(bound);
  return parsed !== undefined && (compareVersions(version, parsed) ?? 0) < 0;
}

/** Candidates of the release that brought the fault in may hold it already: K3s v1.29.14-rc2 does. */
function isCandidateOf({ numbers, pre, build }: Version, release: string): boolean {
  const target = parseVersion(release);
  if (target === undefined || pre.length === 0) return false;
  const isSameBuild = build === undefined || target.build === undefined || build === target.build;
  return isSameBuild && numbers.every((number, index) => number === target.numbers[index]);
}

/** Without branches there is one release to go to, whatever runs now. */
function withoutVersion(affected: Versions): VersionVerdict {
  const only = affected.branches['*']?.fixed;
  const fix = affected.prefer ?? (only === 'never' ? undefined : only);
  const note = unknownVersion(affected);
  return fix === undefined ? { status: 'unknown', note } : { status: 'unknown', note, fix };
}

/** All releases that fix it, for versions nobody knows. */
function fixedReleases(affected: Versions): readonly string[] {
  if (affected.prefer !== undefined) return [affected.prefer];
  return Object.values(affected.branches).flatMap(({ fixed }) =>
    fixed === 'never' ? [] : [fixed],
  );
}

function unknownVersion(affected: Versions): Text {
  const fixed = fixedReleases(affected).join(', ');
  return {
    en: `the version is not in the input; fixed in ${fixed}`,
    zh: `输入中没有版本信息；修复版本为 ${fixed}`,
  };
}

const unreadable = (text: string): Text => ({
  en: `${text} is not a release number`,
  zh: `${text} 不是发行版本号`,
});

const commitBuild = (text: string): Text => ({
  en: `${text} is a commit build; whether it holds the fix cannot be told from its number`,
  zh: `${text} 是按提交构建的版本，无法从版本号判断是否包含修复`,
});

const candidate = (text: string, release: string): Text => ({
  en: `${text} is a candidate of ${release}, which brought the fault in; whether it holds it already cannot be told from its number`,
  zh: `${text} 是引入该故障的 ${release} 的候选版本，无法从版本号判断是否已包含该故障`,
});

const neverFixed = (branch: string, moveTo: string | undefined): Text => ({
  en: `no release of ${branch} has the fix${moveTo === undefined ? '' : `; move to ${moveTo}`}`,
  zh: `${branch} 没有任何版本包含该修复${moveTo === undefined ? '' : `；请升级到 ${moveTo}`}`,
});
