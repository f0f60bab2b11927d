import { deserialize } from 'node:v8';
import type { AnalyzeOptions } from '../analyze.js';
import type { Collection, TakenCollection } from '../collect.js';
import type { Source } from '../ingest/source.js';
import type { Observer } from '../observe/observe.js';
import type { StowedRun } from '../observe/runs.js';
import type { Job, Task } from './messages.js';
import type { Portion } from './portions.js';
import { startReaders } from './readers.js';

export interface ReadPortions {
  readonly portions: readonly Portion[];
  readonly threads: number;
  readonly workerFile: string;
  readonly rules: Pick<Job, 'rulebook' | 'literals'>;
  readonly options: AnalyzeOptions;
  readonly observer: Observer;
  readonly collection: Collection;
  /** Reads in this thread; when stopped it gives back what it has. */
  readonly readHere: (sources: readonly Source[]) => Promise<void>;
}

/**
 * Reads the sources here, and on other threads those that are set apart and come later. What they told is absorbed in
 * the order of the portions, so that it does not matter who read what and when. Throws what the first portion that
 * failed threw.
 */
export async function readPortions(input: ReadPortions): Promise<void> {
  const { portions, options, observer, collection, readHere } = input;
  const { signal, stop, turn, onProgress } = options;
  const tasks = tasksOf(portions);
  const stowed = new Map<number, StowedRun[]>();
  const readers = startReaders({
    threads: input.threads,
    workerFile: input.workerFile,
    job: jobOf(input),
    tasks: [...tasks.values()],
    onRun(no, run) {
      const runs = stowed.get(no) ?? [];
      stowed.set(no, runs);
      runs.push(observer.runs.stow(run));
    },
    onProgress:
      onProgress && (({ source, lines, bytes, done }) => onProgress(source, lines, bytes, done)),
  });
  /** What another thread was told, as soon as it is done. */
  const resultOf = async (no: number): Promise<TakenCollection> => {
    for (;;) {
      signal?.throwIfAborted();
      const news = readers.news();
      const result = readers.result(no);
      if (result === undefined) await news;
      else if ('error' in result) throw result.error;
      // Written by `readTask`.
      else return deserialize(result.taken) as TakenCollection;
      await turn?.();
    }
  };
  const quit = (): void => void readers.close();
  signal?.addEventListener('abort', quit);
  stop?.addEventListener('abort', readers.stop);
  if (stop?.aborted) readers.stop();
  try {
    for (const portion of portions) {
      const task = tasks.get(portion);
      if (!task || readers.claim(task.no)) {
        if (!stop?.aborted) await readHere(portion.sources);
        continue;
      }
      const taken = await resultOf(task.no);
      collection.absorb(taken, stowed.get(task.no) ?? []);
      stowed.delete(task.no);
      await turn?.();
    }
    signal?.throwIfAborted();
  } finally {
    stop?.removeEventListener('abort', readers.stop);
    signal?.removeEventListener('abort', quit);
    await readers.close();
  }
}

function tasksOf(portions: readonly Portion[]): ReadonlyMap<Portion, Task> {
  const apart = portions.filter((portion) => portion.apart);
  return new Map(
    apart.map((portion, no) => [
      portion,
      {
        no,
        files: portion.sources.flatMap(({ name, path }) =>
          path === undefined ? [] : [{ name, path }],
        ),
      },
    ]),
  );
}

function jobOf({ rules, options }: ReadPortions): Job {
  const { clock, nodes, windowSizes, onProgress } = options;
  return { ...rules, clock, nodes, windowSizes, tellsProgress: onProgress !== undefined };
}
