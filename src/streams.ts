import type { Coverage } from './model/report.js';
import type { RawCoverage } from './observe/coverage.js';
import { type StreamPart, streamsOf } from './observe/streams.js';
import type { Placement } from './placement.js';

/**
 * Who names no pod is told apart by the stream he writes, however many files it is cut into. `covered` and `coverage`
 * are of the same sources, in the same order.
 */
export function placeStreams(
  placement: Placement,
  covered: readonly RawCoverage[],
  coverage: readonly Coverage[],
): Placement {
  const streams = streamsOf(
    covered.flatMap(({ source, role, format, nodes }, index): StreamPart[] => {
      const { from, to } = coverage[index] ?? {};
      if (role !== 'log' || from === undefined || to === undefined) return [];
      const hosts = new Set(nodes.map((named) => placement.nodeOf(named, source, false)));
      return [{ source, format, hosts: [...hosts], from, to }];
    }),
  );
  if (streams.size === 0) return placement;
  return {
    ...placement,
    subjectOf(subject) {
      const placed = placement.subjectOf(subject);
      const stream = streams.get(subject.source);
      return stream === undefined ? placed : { ...placed, stream };
    },
  };
}
