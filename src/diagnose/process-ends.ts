import type { Detection } from '../model/detection.js';
import type { Quote, Subject } from '../model/observation.js';
import type { EpochMs } from '../model/time.js';
import type { FindCitations } from './evidence.js';

/** The signal by which systemd tells that the main process of a unit of the control plane has ended. */
const EXITED = 'control_plane_exited';
/** Stamps of a journal may have no fraction: what ends a process can seem to come before its last line. */
const CLOCK_MS = 1000;

/** Tells whether what a detection shows ended with its process. */
export interface ProcessEnds {
  /** The process that wrote its last line ended there, and nothing of it follows. */
  endsWith(detection: Pick<Detection, 'to' | 'nodes' | 'subjects'>): boolean;
}

/**
 * Where processes ended: a line of level fatal is the last one of its process, and systemd reports an exit. Pods go on when
 * a unit of their node ends, so an exit ends only what no pod wrote. `signals`: those with such lines.
 */
export function findProcessEnds(signals: Iterable<string>, find: FindCitations): ProcessEnds {
  const ends = [...new Set([...signals, EXITED])].flatMap((name) =>
    find(name, ({ level }) => level === 'fatal' || name === EXITED).flatMap(toEnd),
  );
  return {
    endsWith({ to, nodes, subjects }) {
      const last = subjects.at(-1);
      return ends.some(
        (end) =>
          last !== undefined &&
          end.at >= to - CLOCK_MS &&
          nodes.includes(end.node) &&
          isOf(last, end),
      );
    },
  };
}

interface End {
  readonly at: EpochMs;
  readonly node: string;
  readonly source: string;
  readonly unit: string | undefined;
  readonly isExit: boolean;
}

/** Journals without fields name the program in place of the unit (`rke2` for `rke2-server.service`). */
const isUnit = (name: string): boolean => name.endsWith('.service');

function isOf({ pod, source, unit }: Subject, end: End): boolean {
  if (!end.isExit) return source === end.source && unit === end.unit;
  if (pod !== undefined) return false;
  return unit === undefined || !isUnit(unit) || end.unit === undefined || unit === end.unit;
}

function toEnd({ observation: { at, signal, subject, fields } }: Quote): readonly End[] {
  if (at === undefined) return [];
  const { node, source } = subject;
  const isExit = signal === EXITED;
  const exited = typeof fields.unit === 'string' ? fields.unit : undefined;
  return [{ at, node, source, unit: isExit ? exited : subject.unit, isExit }];
}
