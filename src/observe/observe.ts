import type { Observation, Subject } from '../model/observation.js';
import type { Fields, FieldValue, LogRecord } from '../model/record.js';
import type { Rulebook } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { type CitationKeeper, createCitationKeeper } from './citations.js';
import { createMatcher, type Match } from './matcher.js';
import { nodeOfPod } from './origin.js';
import { createRuns, type Runs } from './runs.js';
import { createSourceCoverage, type SourceCoverage } from './source-coverage.js';
import { createSpeakers, type Speakers } from './speakers.js';

/** Days between observations of a source without any time: no window may join them. */
const UNTIMED_STEP_MS = 10 * 24 * 3_600_000;
const MAX_WEIGHT = 10_000;
/** Observations held back until the source shows its first time. */
const MAX_WAITING = 1000;
const MAX_SUBJECTS = 100_000;

export interface SourceObserver {
  see(record: LogRecord): void;
  /** The source ends. */
  end(): void;
  readonly coverage: SourceCoverage;
  /** Records a logger says it dropped or merged. */
  readonly suppressed: number;
}

/** Turns the records of all sources into observations; keeps quotes and who spoke at which level. */
export interface Observer {
  /** `fallbackNode`: the node of records that name none. */
  source(name: string, fallbackNode: string): SourceObserver;
  readonly runs: Runs;
  readonly citations: CitationKeeper;
  readonly speakers: Speakers;
  /** Sources that hold no time at all: their observations have no real one. */
  readonly untimed: ReadonlySet<string>;
}

export function createObserver(rulebook: Rulebook): Observer {
  const match = createMatcher(rulebook.signals);
  const keptFields = fieldsInUse(rulebook);
  const runs = createRuns();
  const citations = createCitationKeeper();
  const speakers = createSpeakers();
  const untimed = new Set<string>();

  const source = (name: string, fallbackNode: string): SourceObserver => {
    const coverage = createSourceCoverage();
    const subjectOf = createSubjects(name, fallbackNode);
    const waiting: (readonly [LogRecord, Match])[] = [];
    let latest: EpochMs | undefined;
    let latestAssumed = false;
    let steps = 0;
    let suppressed = 0;

    const add = (record: LogRecord, found: Match, at: EpochMs): void => {
      const repeated = record.fields.repeated;
      const observation: Observation = {
        signal: found.signal.name,
        at,
        subject: subjectOf(record),
        fields: pick(found.fields, keptFields),
        line: record.line.no,
        weight: typeof repeated === 'number' ? Math.min(repeated, MAX_WEIGHT) : 1,
      };
      runs.add(observation, at, record.time?.assumed ?? latestAssumed);
      citations.keep(observation, record.line);
    };
    /** Records before the first time take it; a source without any time gets days that no window joins. */
    const release = (at: EpochMs | undefined): void => {
      for (const [record, found] of waiting.splice(0)) {
        if (at === undefined) untimed.add(name);
        steps += 1;
        add(record, found, at ?? steps * UNTIMED_STEP_MS);
      }
    };
    const observe = (record: LogRecord, found: Match): void => {
      const at = record.time?.ms ?? latest;
      if (at !== undefined) add(record, found, at);
      else if (waiting.push([record, found]) >= MAX_WAITING) release(undefined);
    };

    return {
      coverage,
      get suppressed() {
        return suppressed;
      },
      see(record) {
        coverage.see(record);
        speakers.see(record);
        if (record.time) {
          latest = record.time.ms;
          latestAssumed = record.time.assumed;
          if (waiting.length > 0) release(latest);
        }
        suppressed += droppedBy(record);
        for (const found of match(record)) observe(record, found);
      },
      end() {
        release(undefined);
      },
    };
  };

  return { source, runs, citations, speakers, untimed };
}

/** `Suppressed 7124 messages from k3s.service`, or a line that stands for more copies. */
function droppedBy(record: LogRecord): number {
  const repeated = record.fields.repeated;
  if (typeof repeated === 'number') return repeated - 1;
  if (record.component !== 'journald') return 0;
  const match = /^Suppressed (\d+) messages from /.exec(record.message);
  return match ? Number(match[1]) : 0;
}

/** One subject object per node, pod, component and unit of a source: observations share it. */
function createSubjects(source: string, fallbackNode: string): (record: LogRecord) => Subject {
  const known = new Map<string, Subject>();
  let last: LogRecord | undefined;
  let lastSubject: Subject | undefined;

  const find = (record: LogRecord): Subject => {
    const { pod, component, unit } = record;
    // The file of a pod's log says nothing about the node the pod ran on.
    const node = record.node ?? (pod ? (nodeOfPod(pod) ?? '') : fallbackNode);
    const key = [node, pod?.uid, pod?.name, pod?.container, component, unit].join('\u0001');
    const held = known.get(key);
    if (held) return held;
    const subject: Subject = {
      node,
      source,
      ...(pod ? { pod } : {}),
      ...(component === undefined ? {} : { component }),
      ...(unit === undefined ? {} : { unit }),
    };
    if (known.size < MAX_SUBJECTS) known.set(key, subject);
    return subject;
  };

  return (record) => {
    if (!last || !lastSubject || !isSameSpeaker(last, record)) lastSubject = find(record);
    last = record;
    return lastSubject;
  };
}

const isSameSpeaker = (a: LogRecord, b: LogRecord): boolean =>
  a.node === b.node && a.component === b.component && a.unit === b.unit && a.pod === b.pod;

/** Leaves out what no rule looks at; the fields as they are where every one is in use. */
function pick(fields: Fields, kept: ReadonlySet<string>): Fields {
  let picked: Record<string, FieldValue> | undefined;
  for (const name in fields) {
    if (kept.has(name)) continue;
    picked ??= { ...fields };
    delete picked[name];
  }
  return picked ?? fields;
}

/** Fields the engine itself reads from observations. */
const ENGINE_FIELDS = ['own_address', 'product_version', 'n', 'unit'];

/** Names of all fields that any rule looks at after the match. */
function fieldsInUse(rulebook: Rulebook): ReadonlySet<string> {
  const names = new Set(ENGINE_FIELDS);
  for (const rule of rulebook.correlations) {
    for (const name of rule.groupBy) names.add(name);
    for (const tests of Object.values(rule.filter)) for (const test of tests) names.add(test.field);
    if ('field' in rule) names.add(rule.field);
    if (rule.type === 'field_compare') {
      names.add(rule.left);
      if ('field' in rule.right) names.add(rule.right.field);
    }
  }
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'field' && typeof inner === 'string') names.add(inner);
      else collect(inner);
    }
  };
  for (const fact of rulebook.facts) collect(fact.when);
  return names;
}
