/**
 * The correlations once more, as slow and plain as can be, from the text of docs/rules.md: every window is
 * a list that is searched again at every instant.
 */
import { readObservation, type TimedObservation } from '../../src/model/observation.js';
import type { FieldValue } from '../../src/model/record.js';
import type { CorrelationRule, NumericCondition } from '../../src/model/rule.js';

export interface Expected {
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly open: boolean;
  readonly peak?: number;
  readonly peakAt?: number;
  readonly value?: number;
  readonly nodes?: string;
  readonly common?: string;
}

type List = readonly TimedObservation[];

/** What a window says: a number, whether it may begin and whether it may go on. */
interface Reading {
  readonly value: number;
  readonly raises: boolean;
  readonly holds: boolean;
}
type Read = (window: List) => Reading;
/** A group's own list, and for `peer_ratio` the lists of the others at the same instant. */
type Look = (window: List, others: readonly List[]) => Reading;

export const micros = (ms: number): number => Math.round(ms * 1000);
const sum = (list: List): number => list.reduce((total, { weight = 1 }) => total + weight, 0);

export function expectDetections(rule: CorrelationRule, arrived: List, end: number): Expected[] {
  const { list } = inTime(rule, arrived);
  const groups = split(
    rule,
    list.filter((item) => isSeen(rule, item)),
  );
  const found: Expected[] = [];
  for (const [group, own] of groups) {
    const others = [...groups].filter(([name]) => name !== group).map(([, other]) => other);
    for (const one of ofGroup(
      rule,
      own,
      others,
      Math.max(end, ...arrived.map(({ at }) => at)),
      list,
    )) {
      found.push({ group, ...one });
    }
  }
  const long = found.filter(
    ({ from, to }) => micros(to) - micros(from) >= micros(rule.minDurationMs),
  );
  return long.sort(
    (a, b) => a.from - b.from || (a.group < b.group ? -1 : a.group > b.group ? 1 : 0),
  );
}

export function inTime(rule: CorrelationRule, arrived: List): { list: List; late: number } {
  let newest = Number.NEGATIVE_INFINITY;
  const kept = arrived.filter(({ at }) => {
    newest = Math.max(newest, micros(at));
    return micros(at) >= newest - micros(rule.latenessMs);
  });
  return {
    list: [...kept].sort((a, b) => micros(a.at) - micros(b.at)),
    late: arrived.length - kept.length,
  };
}

function split(rule: CorrelationRule, list: List): Map<string, List> {
  const groups = new Map<string, TimedObservation[]>();
  for (const item of list) {
    const values = rule.groupBy.map((name) => readObservation(item, name));
    if (values.includes(undefined)) continue;
    const key = values.join('|');
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function isSeen(rule: CorrelationRule, item: TimedObservation): boolean {
  const has = (name: string) => readObservation(item, name) !== undefined;
  if (rule.type === 'value_count' || rule.type === 'value_percentile') return has(rule.field);
  if (rule.type !== 'field_compare') return true;
  return has(rule.left) && (!('field' in rule.right) || has(rule.right.field));
}

function ofGroup(
  rule: CorrelationRule,
  own: List,
  others: readonly List[],
  end: number,
  all: List,
): Omit<Expected, 'group'>[] {
  if (rule.type === 'temporal_ordered') return sequences(rule, own);
  if (rule.type === 'absent_after') return unanswered(rule, own, end);
  if (rule.type === 'peer_ratio') return overTime(rule, own, others, end, peers(rule), all);
  const read = reader(rule);
  if (rule.window === 'tumbling') return buckets(rule, own, end, read);
  return overTime(rule, own, [], end, read, all);
}

function check(condition: NumericCondition, value: number): boolean {
  const { gte, gt, lte, lt, eq, neq } = condition;
  return (
    (gte === undefined || value >= gte) &&
    (gt === undefined || value > gt) &&
    (lte === undefined || value <= lte) &&
    (lt === undefined || value < lt) &&
    (eq === undefined || value === eq) &&
    (neq === undefined || value !== neq)
  );
}

function reader(rule: CorrelationRule): Read {
  switch (rule.type) {
    case 'event_count':
      return (window) => {
        const value = sum(window);
        return {
          value,
          raises: value >= rule.threshold.raise,
          holds: value >= rule.threshold.clear,
        };
      };
    case 'value_count':
      return (window) => {
        const value = new Set(window.map((item) => readObservation(item, rule.field))).size;
        const enough = sum(window) >= rule.minCount;
        const { threshold, condition = {} } = rule;
        if (threshold) {
          const raises = enough && value >= threshold.raise;
          return { value, raises, holds: value >= threshold.clear };
        }
        const met = enough && check(condition, value);
        return { value, raises: met, holds: met };
      };
    case 'value_percentile':
      return (window) => {
        // each value as often as its weight says
        const values = window.flatMap((item) =>
          new Array<number>(item.weight ?? 1).fill(Number(readObservation(item, rule.field))),
        );
        const wanted = (rule.percentile / 100) * values.length;
        const sorted = [...values].sort((a, b) => a - b);
        const value =
          sorted.find((one) => values.filter((other) => other <= one).length >= wanted - 1e-6) ?? 0;
        const met = values.length >= rule.minCount && check(rule.condition, value);
        return { value, raises: met, holds: met };
      };
    case 'temporal':
      return (window) => {
        const met = rule.signals.every((name) => window.some(({ signal }) => signal === name));
        return { value: sum(window), raises: met, holds: met };
      };
    case 'field_compare':
      return (window) => {
        const truths = window.map((item) => compares(rule, item));
        const met =
          sum(window) >= rule.minCount &&
          (rule.quantifier === 'all' ? truths.every(Boolean) : truths.some(Boolean));
        return { value: sum(window), raises: met, holds: met };
      };
    default:
      throw new Error(rule.type);
  }
}

function compares(
  rule: Extract<CorrelationRule, { type: 'field_compare' }>,
  item: TimedObservation,
): boolean {
  const left = Number(readObservation(item, rule.left));
  const right: FieldValue | undefined =
    'field' in rule.right ? readObservation(item, rule.right.field) : rule.right.value;
  return check({ [rule.op]: Number(right) }, left);
}

const peers =
  (rule: Extract<CorrelationRule, { type: 'peer_ratio' }>): Look =>
  (window, others) => {
    const counts = others.map(sum).sort((a, b) => a - b);
    const half = counts.length / 2;
    const median = ((counts[Math.ceil(half) - 1] ?? 0) + (counts[Math.floor(half)] ?? 0)) / 2;
    const ratio = sum(window) / (median || 1);
    const met = counts.length > 0 && sum(window) >= rule.minCount && check(rule.condition, ratio);
    return { value: sum(window), raises: met, holds: met };
  };

interface Moment {
  readonly us: number;
  /** The own observation that comes (with its place), or the instant at which some leave. */
  readonly comes: number | undefined;
}

/** Every instant at which something comes or has just left. */
function moments(rule: CorrelationRule, own: List, end: number): Moment[] {
  const comes = own.map(({ at }, index) => ({ us: micros(at), comes: index }));
  const leaves = own
    .map(({ at }) => ({ us: micros(at) + micros(rule.windowMs), comes: undefined }))
    .filter(({ us }) => us < micros(end));
  const rank = ({ comes: index }: Moment) => (index === undefined ? 1 : 0);
  return [...comes, ...leaves].sort((a, b) => a.us - b.us || rank(a) - rank(b));
}

function windowAt(rule: CorrelationRule, list: List, now: Moment): List {
  const windowUs = micros(rule.windowMs);
  if (rule.window === 'session') {
    const last = list.at(-1);
    const over =
      last === undefined || (now.comes === undefined && now.us - micros(last.at) >= windowUs);
    if (over) return [];
    let start = list.length - 1;
    const at = (index: number) => micros(list[index]?.at ?? 0);
    while (start > 0 && at(start) - at(start - 1) <= windowUs) start -= 1;
    return list.slice(start);
  }
  const oldest = now.us - windowUs;
  return list.filter(({ at }) =>
    now.comes === undefined ? micros(at) > oldest : micros(at) >= oldest,
  );
}

function overTime(
  rule: CorrelationRule,
  own: List,
  others: readonly List[],
  end: number,
  look: Look,
  all: List,
): Omit<Expected, 'group'>[] {
  const found: Omit<Expected, 'group'>[] = [];
  let held: { from: number; to: number; readings: { index: number; value: number }[] } | undefined;
  let taken = -1;
  const close = (open: boolean) => {
    if (!held) return;
    taken = held.to;
    found.push(describe(rule, own, held, open));
    held = undefined;
  };
  for (const now of moments(rule, own, end)) {
    const upTo = now.comes ?? own.filter(({ at }) => micros(at) <= now.us).length - 1;
    const window = windowAt(rule, own.slice(0, upTo + 1), now);
    const place = now.comes === undefined ? 0 : all.indexOf(own[now.comes] as TimedObservation);
    const known = others
      .map((list) =>
        list.filter((item) =>
          now.comes === undefined ? micros(item.at) <= now.us : all.indexOf(item) <= place,
        ),
      )
      .filter((list) => list.length > 0);
    const reading = look(
      window,
      known.map((list) => windowAt(rule, list, now)),
    );
    const holds = window.length > 0 && reading.holds;
    if (held && !holds) close(false);
    if (now.comes === undefined) continue;
    const index = now.comes;
    if (held) {
      held.to = index;
      held.readings.push({ index, value: reading.value });
    } else if (reading.raises) {
      const from = own.findIndex((item, at) => at > taken && window.includes(item));
      held = { from, to: index, readings: [{ index, value: reading.value }] };
    }
  }
  close(true);
  return found;
}

function describe(
  rule: CorrelationRule,
  own: List,
  held: { from: number; to: number; readings: { index: number; value: number }[] },
  open: boolean,
): Omit<Expected, 'group'> {
  const members = own.slice(held.from, held.to + 1);
  const condition: NumericCondition = 'condition' in rule ? (rule.condition ?? {}) : {};
  const low =
    rule.type !== 'peer_ratio' &&
    (condition.lt !== undefined || condition.lte !== undefined) &&
    condition.gt === undefined &&
    condition.gte === undefined;
  const values = held.readings.map(({ value }) => value);
  const peak = low ? Math.min(...values) : Math.max(...values);
  const peakIndex = held.readings.find(({ value }) => value === peak)?.index ?? 0;
  return {
    from: members[0]?.at ?? 0,
    to: members.at(-1)?.at ?? 0,
    count: sum(members),
    open,
    peak,
    peakAt: own[peakIndex]?.at ?? 0,
    nodes: nodesOf(members),
    common: commonOf(members),
  };
}

const nodesOf = (members: List): string =>
  [...new Set(members.map(({ subject }) => subject.node))].sort().join();

export const commonOf = (members: List): string =>
  Object.entries(members[0]?.fields ?? {})
    .filter(([key, value]) => members.every(({ fields }) => fields[key] === value))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join();

/** Windows side by side; each is read once it is full. The last one, not full, ends nothing. */
function buckets(
  rule: CorrelationRule,
  own: List,
  end: number,
  read: Read,
): Omit<Expected, 'group'>[] {
  const bucketOf = (at: number) => Math.floor(micros(at) / micros(rule.windowMs));
  const found: Omit<Expected, 'group'>[] = [];
  let held: { from: number; to: number; readings: { index: number; value: number }[] } | undefined;
  const close = (open: boolean) => {
    if (held) found.push(describe(rule, own, held, open));
    held = undefined;
  };
  const first = bucketOf(own[0]?.at ?? 0);
  for (let bucket = first; bucket <= bucketOf(end); bucket += 1) {
    const window = own.filter(({ at }) => bucketOf(at) === bucket);
    const reading = read(window);
    const full = bucket < bucketOf(end);
    if (window.length === 0) {
      if (full) close(false);
      continue;
    }
    const [from, to] = [
      own.indexOf(window[0] as TimedObservation),
      own.indexOf(window.at(-1) as TimedObservation),
    ];
    if (held && reading.holds) {
      held.to = to;
      held.readings.push({ index: to, value: reading.value });
      continue;
    }
    if (held && !full) continue;
    close(false);
    if (reading.raises) held = { from, to, readings: [{ index: to, value: reading.value }] };
  }
  close(true);
  return found;
}

/** Tries every first member, the latest first, for every observation that could be the last member. */
function sequences(
  rule: Extract<CorrelationRule, { type: 'temporal_ordered' }>,
  own: List,
): Omit<Expected, 'group'>[] {
  const { signals, unlessBetween, elapsedMs, windowMs } = rule;
  const found: Omit<Expected, 'group'>[] = [];
  let taken = -1;
  own.forEach((end, last) => {
    if (end.signal !== signals.at(-1)) return;
    for (let start = last - 1; start > taken; start -= 1) {
      const first = own[start] as TimedObservation;
      const between = own.slice(start + 1, last);
      const elapsed = micros(end.at) - micros(first.at);
      const inTimes =
        elapsedMs.length === 0 ||
        elapsedMs.some(([low, high]) => elapsed >= micros(low) && elapsed <= micros(high));
      if (first.signal !== signals[0] || elapsed > micros(windowMs) || !inTimes) continue;
      if (between.some(({ signal }) => unlessBetween.includes(signal))) continue;
      const middle = signals.slice(1, -1);
      for (const { signal } of between) if (signal === middle[0]) middle.shift();
      if (middle.length > 0) continue;
      const inside = own.slice(start, last + 1).filter(({ signal }) => signals.includes(signal));
      found.push({
        from: first.at,
        to: end.at,
        count: sum(inside),
        open: false,
        value: elapsed / 1000,
      });
      taken = last;
      return;
    }
  });
  return found;
}

function unanswered(
  rule: Extract<CorrelationRule, { type: 'absent_after' }>,
  own: List,
  end: number,
): Omit<Expected, 'group'>[] {
  const windowUs = micros(rule.windowMs);
  const found: Omit<Expected, 'group'>[] = [];
  let run: TimedObservation[] = [];
  let expects = false;
  let previous = Number.NEGATIVE_INFINITY;
  const close = (open: boolean) => {
    const [first] = run;
    const last = run.at(-1);
    if (first && last)
      found.push({
        from: first.at,
        to: last.at,
        count: sum(run),
        open,
        common: commonOf(run),
        nodes: nodesOf(run),
      });
    run = [];
  };
  own.forEach((item, index) => {
    if (rule.absent.includes(item.signal)) {
      close(false);
      return;
    }
    if (item.signal !== rule.signals[0]) return;
    if (micros(item.at) - previous > windowUs) close(false);
    previous = micros(item.at);
    const answer = own.some(
      ({ signal, at }, later) =>
        later > index && rule.absent.includes(signal) && micros(at) - micros(item.at) <= windowUs,
    );
    if (answer) close(false);
    else if (micros(end) >= micros(item.at) + windowUs) run.push(item);
    else expects = true;
  });
  const last = run.at(-1);
  close(expects || (last !== undefined && micros(end) === micros(last.at) + windowUs));
  return found;
}
