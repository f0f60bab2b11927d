import { groupBy } from '../model/group-by.js';
import { isHostFormat } from '../model/host-format.js';
import { rotationOf } from '../model/rotation.js';
import type { EpochMs } from '../model/time.js';
import { APART_MS } from './repeats.js';

/** A source as far as it tells whether it goes on in another one. */
export interface StreamPart {
  readonly source: string;
  readonly format?: string;
  /** Hosts that its records name. */
  readonly hosts: readonly string[];
  readonly from?: EpochMs;
  readonly to?: EpochMs;
}

/** By source the name of the stream it is a part of; a source that is all of its stream is left out. */
export type Streams = ReadonlyMap<string, string>;

type Timed = StreamPart & { readonly from: EpochMs; readonly to: EpochMs };
type Sets = ReadonlyMap<string, readonly Timed[]>;

/** `k3s.log.1` is a rotated file; `agent.1` beside `agent.2` may be the log of one pod beside that of another. */
const NAMED_AS_LOG = /\.(?:log|txt|out|err|json)$/;

/**
 * Sources that one writer wrote one after the other: the files of a rotated set, and exports of the journal of one
 * host that its records name. Where two speak at the same time, or name different hosts, they are several writers'.
 */
export function streamsOf(parts: readonly StreamPart[]): Streams {
  const timed = parts.filter(isTimed);
  const rotated = groupBy(timed, ({ source }) => rotationOf(source).set);
  const ofHosts = groupBy(
    timed.filter(isOfOneHost),
    (part) => `${part.format}\u0001${part.hosts[0]}`,
  );
  return new Map([
    ...joined(ofHosts, () => true),
    ...joined(rotated, (set, all) => NAMED_AS_LOG.test(set) || all.some(isWrittenNow)),
  ]);
}

function joined(
  sets: Sets,
  isMeant: (set: string, all: readonly Timed[]) => boolean,
): [string, string][] {
  return [...sets].flatMap(([set, all]) =>
    all.length > 1 && isMeant(set, all) && isOneWriter(all)
      ? all.map(({ source }): [string, string] => [source, set])
      : [],
  );
}

const isTimed = (part: StreamPart): part is Timed =>
  part.from !== undefined && part.to !== undefined;

const isOfOneHost = ({ format = '', hosts }: StreamPart): boolean =>
  isHostFormat(format) && hosts.length === 1 && hosts[0] !== '';

const isWrittenNow = ({ source }: StreamPart): boolean => rotationOf(source).no === 0;

function isOneWriter(parts: readonly Timed[]): boolean {
  const hosts = new Set(parts.flatMap((part) => part.hosts));
  const sorted = [...parts].sort((a, b) => a.from - b.from || a.to - b.to);
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of sorted) {
    if (from < end - APART_MS) return false;
    end = Math.max(end, to);
  }
  return hosts.size <= 1;
}
