import { type Entry, mergeByTime } from '../entry.js';
import { background, type Span } from './background.js';
import type { Life, Server } from './host.js';
import { type StartOptions, supervisorStart, supervisorStop } from './supervisor-start.js';

export interface ServerLogOptions extends Span, StartOptions {
  readonly server: Server;
  /** Lives that begin inside the span show their start; the ones after the first also the stop before. */
  readonly lives: readonly Life[];
  readonly debug?: boolean;
  readonly chatterMs?: number;
  /** The unit is stopped by an operator before each new life. Default true. */
  readonly plannedRestarts?: boolean;
}

const STOP_MS = 1_500;

function startsAndStops(options: ServerLogOptions): Entry[] {
  const { server, lives, plannedRestarts = true } = options;
  return lives.flatMap((life, at) => {
    if (life.from < options.from) return [];
    const before = lives[at - 1];
    const stop =
      before === undefined || !plannedRestarts
        ? []
        : supervisorStop(server, before.pid, life.from - STOP_MS);
    return [...stop, ...supervisorStart(server, life, options)];
  });
}

/** The spans in which the process is down or starting: nothing of the background belongs there. */
function busySpans(options: ServerLogOptions): readonly Span[] {
  return options.lives.map((life) => ({ from: life.from - STOP_MS, to: life.from + 25_000 }));
}

/** The journal of one server's unit: starts, background, and what a scenario adds. Lazy, in time order. */
export function* serverLog(
  options: ServerLogOptions,
  ...extra: readonly Iterable<Entry>[]
): Generator<Entry> {
  const busy = busySpans(options);
  const idle = function* (): Generator<Entry> {
    for (const entry of background(options)) {
      if (!busy.some(({ from, to }) => entry.at >= from && entry.at <= to)) yield entry;
    }
  };
  const lifecycle = startsAndStops(options).sort((a, b) => a.at - b.at);
  for (const entry of mergeByTime(lifecycle, idle(), ...extra)) {
    if (entry.at > options.to) return;
    yield entry;
  }
}
