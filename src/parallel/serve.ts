import { serialize } from 'node:v8';
import type { MessagePort } from 'node:worker_threads';
import type { AnalyzeOptions } from '../analyze.js';
import { maskSecrets } from '../bundle/config/secrets.js';
import { createCollection } from '../collect.js';
import { expandSources } from '../ingest/open-sources.js';
import { fileSource } from '../ingest/sources.js';
import { AnalyzerError } from '../model/error.js';
import { createObserver } from '../observe/observe.js';
import { eitherSignal, wasStopped } from '../stop.js';
import type { FromReader, Job, Progress, Task, ToReader } from './messages.js';

const TELL_EVERY_MS = 100;

interface Ends {
  readonly signal: AbortSignal;
  readonly stop: AbortSignal;
  readonly either: AbortSignal | undefined;
}

/** Reads what it is told to and answers with what the files told. Bugs crash the thread, with their stack. */
export function serveReader(port: MessagePort, job: Job): void {
  const [abort, stop] = [new AbortController(), new AbortController()];
  const { signal } = abort;
  const ends: Ends = { signal, stop: stop.signal, either: eitherSignal(signal, stop.signal) };
  const tell = (message: FromReader, moved: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, moved);
  const work = async (task: Task): Promise<void> => {
    try {
      const taken = await readTask(task, job, ends, tell);
      tell({ kind: 'read', no: task.no, taken });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof AnalyzerError)) throw error;
      tell({ kind: 'refused', no: task.no, code: error.code, message: error.message });
    }
  };
  let busy = false;
  port.on('message', async (message: ToReader) => {
    if (message.kind === 'read') {
      busy = true;
      await work(message.task);
      busy = false;
    } else if (message.kind === 'stop') stop.abort();
    else if (message.kind === 'abort') abort.abort();
    else port.close();
    // A thread that reads ends when it has tidied up.
    if (signal.aborted && !busy) port.close();
  });
}

type Tell = (message: FromReader, moved?: readonly ArrayBuffer[]) => void;

async function readTask({ no, files }: Task, job: Job, ends: Ends, tell: Tell) {
  const { rulebook, literals, clock, nodes, windowSizes } = job;
  const observer = createObserver(rulebook, {
    mask: maskSecrets,
    // A run has memory of its own, see `sortRun`.
    give: (run) => tell({ kind: 'run', no, run }, [run.values.buffer as ArrayBuffer]),
  });
  const options: AnalyzeOptions = {
    paths: [],
    ...(clock ? { clock } : {}),
    ...(nodes ? { nodes } : {}),
    ...(windowSizes ? { windowSizes } : {}),
    ...(job.tellsProgress ? { onProgress: createTeller(tell) } : {}),
    signal: ends.signal,
    stop: ends.stop,
  };
  const collection = createCollection(options, observer, literals);
  const signal = ends.either;
  try {
    const sources = files.map(fileSource);
    for await (const source of expandSources(sources, signal ? { signal } : {})) {
      await collection.read(source, signal);
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (!wasStopped(error, ends.stop)) throw error;
  }
  return serialize(collection.take());
}

/** How far a source is, not more often than anybody can see; its end is always told. */
function createTeller(tell: Tell): NonNullable<AnalyzeOptions['onProgress']> {
  let toldAt = 0;
  return (source, lines, bytes, done) => {
    const now = performance.now();
    if (!done && now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    const progress: Progress = { source, lines, bytes, done };
    tell({ kind: 'progress', ...progress });
  };
}
