import type { NodeClock } from './clock.js';
import type { FileRole, NodeConflict, NodeEvidence } from './fact.js';
import type { Citation } from './observation.js';
import type { FixRule, Severity, Text } from './rule.js';
import type { EpochMs } from './time.js';
import type { TopologyEdge } from './topology.js';

export type Verdict = 'present' | 'ruled-out' | 'absent' | 'not-assessable';
export type Confidence = 'confirmed' | 'probable' | 'possible';
export type Role = 'root-cause' | 'contributing' | 'symptom';
export type OverallVerdict = 'explained' | 'suspected' | 'clear' | 'not-enough-data';

export interface NodeInfo {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly product?: string;
  readonly version?: string;
  readonly role?: 'server' | 'agent';
  /** Which lines say product, version and role; a few for each. */
  readonly evidence?: readonly NodeEvidence[];
  readonly conflicts?: readonly NodeConflict[];
}

export interface AffectedNode {
  readonly node: string;
  readonly version?: string;
  readonly status: 'affected' | 'not-affected' | 'unknown';
  /** What the version and the fix are of, where it is known. */
  readonly product?: string;
  /** The nearest release that ends it for this node. */
  readonly fix?: string;
  /** Why the status is what it is, where it is not plain: commit build, branch without a fix … */
  readonly note?: Text;
}

/** Rate of the measured signal against what is healthy, per minute and whatever it is counted for. */
export interface Rate {
  readonly perMinute: number;
  /** What it is counted for: each node, pod, client that asks, else any other group; `all`: everything together. */
  readonly per: 'node' | 'pod' | 'client' | 'group' | 'all';
  readonly baselinePerMinute: number;
  /** `rule`: known for the signal; `input`: the median outside the interval. */
  readonly baselineFrom: 'rule' | 'input';
  /** Absent where the baseline is 0. */
  readonly ratio?: number;
  /** The median of the input's own minutes outside the interval; absent: too few of them. */
  readonly quietPerMinute?: number;
  /** Records in the minutes outside: a median of 0 does not say that there are none. Absent: not counted. */
  readonly quietCount?: number;
  /** Absent where `quietPerMinute` is 0. */
  readonly quietRatio?: number;
  /** Whether the rate stands out from those minutes by their own spread; absent: too few of them. */
  readonly isBurst?: boolean;
}

/** One incident of a diagnosis: what happened at one connected place and time. */
export interface Finding {
  readonly id: string;
  /** Tells the incidents of one report apart: the id, with a number in order of time where there are several. */
  readonly key: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly role: Role;
  readonly conclusion?: string;
  readonly title: Text;
  /** May hold placeholders `{name}`, filled from `args` at render time. */
  readonly cause: Text;
  readonly args: Readonly<Record<string, string>>;
  readonly nodes: readonly string[];
  readonly from?: EpochMs;
  readonly to?: EpochMs;
  /** It ran already where the log begins: `from` is that time or before. */
  readonly openStart?: true;
  /** It still ran where the log ends: `to` is no end. */
  readonly openEnd?: true;
  readonly count?: { readonly value: number; readonly atLeast: boolean };
  readonly peak?: { readonly perMinute: number; readonly at: EpochMs };
  readonly rate?: Rate;
  /** What a percentile, a distinct count … measured, with its unit. */
  readonly measured?: { readonly name: string; readonly value: number; readonly unit: string };
  readonly affected: readonly AffectedNode[];
  readonly fix: FixRule;
  /** Fixed release per product, the highest that any node needs, where an affected or unknown version makes it of use. */
  readonly fixVersions: Readonly<Record<string, string>>;
  readonly cycles: readonly (readonly string[])[];
  /** What the cycles are made of, by name. Absent: not looked up. */
  readonly edges?: readonly TopologyEdge[];
  readonly explains: readonly string[];
  readonly explainedBy: readonly string[];
  /** Keys of the findings that explain this one. */
  readonly symptomOf: readonly string[];
  readonly evidence: readonly Citation[];
  readonly references: readonly string[];
}

export interface Outcome {
  readonly id: string;
  readonly title: Text;
  readonly verdict: Verdict;
  readonly because: Text;
  readonly args: Readonly<Record<string, string>>;
  readonly collect: readonly string[];
  /** The nodes of the findings have told all they can: the commands are for the others. */
  readonly collectOn?: 'other-nodes';
}

/**
 * Why nothing was read for a while. `lost`: the process spoke before and after, and others on its node went on.
 * `silent`: the same, and nobody else tells. `stopped`: the program spoke as another process afterwards.
 * `rotated`: the file that held this time is not in the input.
 */
export type GapReason = 'lost' | 'silent' | 'stopped' | 'rotated';

export interface Gap {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Absent where nothing tells. */
  readonly why?: GapReason;
}

/** A node of a log that several write, and when it was surely heard. */
export interface SpokenHost {
  readonly node: string;
  readonly from?: EpochMs;
  readonly to?: EpochMs;
}

export interface Coverage {
  readonly source: string;
  /** What the file is to the analysis; only logs hold records. */
  readonly role: FileRole;
  readonly node?: string;
  /** Where several nodes speak in it: all of them; `node` is the one that speaks most. */
  readonly hosts?: readonly SpokenHost[];
  readonly format: string;
  readonly lines: number;
  readonly sieved: number;
  readonly records: number;
  readonly unparsed: number;
  readonly clipped: number;
  readonly suppressed: number;
  readonly from?: EpochMs;
  readonly to?: EpochMs;
  readonly gaps: readonly Gap[];
  /** Said in words at render time: `truncated-gzip`, `binary-skipped`, `year-assumed` … */
  readonly notes: readonly CoverageNote[];
}

/** A source that ends before its end: what would have followed is missing. */
export const isCut = ({ notes }: Coverage): boolean =>
  notes.some(({ code }) => /-(?:truncated|corrupt)$/.test(code));

export type CoverageNoteCode =
  | 'gzip-truncated'
  | 'gzip-corrupt'
  | 'binary-skipped'
  | 'unreadable'
  | 'link-loop'
  | 'not-a-file'
  | 'empty'
  | 'utf16'
  | 'invalid-utf8'
  | 'nul-bytes'
  | 'year-assumed'
  | 'zone-assumed'
  | 'archive-skipped'
  | 'archive-truncated'
  | 'archive-corrupt'
  | 'archive-empty'
  | 'entry-encrypted'
  | 'entry-unsupported'
  | 'entry-overlap'
  | 'entry-unsafe-path'
  | 'entry-link'
  | 'entry-device'
  | 'entry-sparse'
  | 'links-inside'
  | 'entries-unlisted'
  | 'duplicate-name'
  | 'limit-bytes'
  | 'limit-entries'
  | 'limit-depth'
  | 'journal-binary'
  | 'journal-failed'
  /** The collector kept the last lines (bytes) only; `detail`: how many. */
  | 'head-cut-lines'
  | 'head-cut-bytes'
  /** The same lines as the source in `detail`: counted there. */
  | 'copy-of'
  /** A file of settings or objects whose form is broken: read in part, or not at all. */
  | 'facts-broken'
  /** A file of settings or objects that is longer than is read of such a file. */
  | 'facts-cut'
  /** An input without end: observations before the time in `detail` are counted only. */
  | 'let-go-before'
  /** The file was replaced or cut off while it was followed: lines are numbered on. */
  | 'follow-rotated'
  /** The user ended the reading before the end of the source. */
  | 'reading-stopped';
export interface CoverageNote {
  readonly code: CoverageNoteCode;
  readonly detail?: string;
}

/** What exceeded hotplane's own bounds: counts may be low. */
export type BoundCode =
  | 'groups-evicted'
  | 'detections-dropped'
  | 'observations-late'
  | 'texts-dropped'
  | 'places-unquoted';
export interface BoundNote {
  readonly code: BoundCode;
  readonly count: number;
}

/** The whole answer, without words: renderers make the sentences. */
export interface Report {
  readonly tool: {
    readonly version: string;
    readonly rules: { readonly pack: string; readonly count: number };
  };
  readonly verdict: OverallVerdict;
  readonly cluster: {
    readonly products: readonly string[];
    readonly nodes: readonly NodeInfo[];
    /** Of nodes whose records pair with another node's. Absent: none do. */
    readonly clocks?: readonly NodeClock[];
  };
  readonly findings: readonly Finding[];
  readonly muted: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly coverage: readonly Coverage[];
  /** Absent where every bound was kept. */
  readonly bounds?: readonly BoundNote[];
  /** Sources that were given and not begun. Absent: none. */
  readonly unbegun?: number;
}

export type Lang = 'en' | 'zh';
export interface Look {
  readonly width: number;
  readonly color: boolean;
  readonly lang: Lang;
}
/** Pure: the same report gives the same text. */
export type Renderer = (report: Report, look: Look) => string;
