import type { Lang, Report } from '../model/report.js';
import type { TriageSession } from '../model/triage.js';
import { renderers } from '../report/renderers.js';
import type { Effect } from './effect.js';
import type { News } from './reduce.js';
import type { Terminal } from './terminal.js';
import type { WriteOrder } from './write-dialog.js';
import { writeTo } from './write-file.js';

/** Raw lines that are shown before and after the one that was asked for. */
const AROUND = 200;
/** So long the last result is waited for; then what is known has to do. */
const MAX_ENDING_MS = 200;
/** Where nothing is known yet: a small input is read by then. */
const MAX_FIRST_MS = 500;
const FILE_WIDTH = 100;

export interface Means {
  readonly session: TriageSession;
  readonly terminal: Terminal;
  readonly lang: Lang;
  /** The report as it is now, which says so where more is read; `undefined` before the first result. */
  readonly report: () => Report | undefined;
  /** Absent: all was read. `share` of the input that was, 0 to 1, where it is known. */
  readonly early: () => { readonly share?: number } | undefined;
  readonly tell: (news: News) => void;
  readonly leave: (how: 'quit' | 'interrupted') => void;
  readonly suspend: () => void;
}

/** Does what the screen wants done, and tells how it went. */
export function perform(effect: Effect, means: Means): void {
  switch (effect.kind) {
    case 'around':
      void askAround(effect, means);
      break;
    case 'copy':
      means.terminal.copy(effect.text);
      break;
    case 'write':
      void write(effect.order, means);
      break;
    case 'stop':
      means.session.stop();
      setTimeout(() => means.leave('quit'), means.report() ? MAX_ENDING_MS : MAX_FIRST_MS).unref();
      break;
    case 'leave':
      means.leave(effect.how);
      break;
    case 'suspend':
      means.suspend();
  }
}

async function askAround(
  { source, line }: { readonly source: string; readonly line: number },
  { session, tell }: Means,
): Promise<void> {
  const result = await session
    .around(source, line, AROUND, AROUND)
    .catch(() => ({ why: 'gone' as const }));
  tell({ kind: 'around', source, line, result });
}

async function write(order: WriteOrder, { report, early, lang, tell }: Means): Promise<void> {
  const now = report();
  if (now === undefined) return;
  const text = renderers[order.format](now, { width: FILE_WIDTH, color: false, lang });
  const isEarly = early();
  const written = await writeTo(order, text);
  const told = written.result === 'done' && isEarly ? { ...written, early: isEarly } : written;
  tell({ kind: 'written', written: told });
}
