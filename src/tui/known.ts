import { endedHere } from '../model/ended.js';
import type { Lang, Report } from '../model/report.js';
import type { SourceProgress, TriageEvent } from '../model/triage.js';
import { totalOf } from './reading.js';
import { shellWords } from './words/shell.js';

/** What is known of the input up to now, as far as reports need it. */
export interface Known {
  hear(event: Exclude<TriageEvent, { readonly kind: 'failed' }>): void;
  /** The user wants no more to be read. */
  leave(): void;
  /** The newest report, which says so where more is being read; `undefined` before the first one. */
  now(): Report | undefined;
  /** Absent: all was read. `share` of the input that was, 0 to 1, where it is known. */
  early(): { readonly share?: number } | undefined;
  /** What is left behind; a sentence where nothing was read because the user left. */
  atEnd(): { readonly report: Report } | { readonly message: string };
}

/** `live`: the input has no end of its own. */
export function createKnown({
  lang,
  live,
  paths,
}: {
  readonly lang: Lang;
  readonly live: boolean;
  /** None, or `-`: standard input. */
  readonly paths: readonly string[];
}): Known {
  let report: Report | undefined;
  let sources: readonly SourceProgress[] = [];
  let isAll = false;
  let isLeft = false;
  const now = (): Report | undefined =>
    report === undefined || isAll ? report : endedHere(report, openOf(sources));
  return {
    hear(event) {
      if (event.kind === 'progress') {
        sources = event.sources;
        return;
      }
      report = event.triage.report;
      isAll = event.final;
    },
    leave() {
      isLeft = true;
    },
    now,
    early() {
      if (isAll) return undefined;
      const { bytes, of } = totalOf({ sources, samples: [] });
      return of === undefined || of === 0 ? {} : { share: Math.min(1, bytes / of) };
    },
    atEnd() {
      // A pipe that goes on ends where the user has seen enough: nothing of it is missing.
      const last = live ? report : now();
      const isEmpty = last === undefined || ((isLeft || !isAll) && !isAnythingRead(last));
      if (!isEmpty) return { report: last };
      const isSilent = live && isPipe(paths) && sources.every(({ bytes }) => bytes === 0);
      return { message: shellWords[lang][isSilent ? 'endedSilent' : 'endedUnread'] };
    },
  };
}

const isPipe = (paths: readonly string[]): boolean => paths.every((path) => path === '-');

const openOf = (sources: readonly SourceProgress[]): ReadonlySet<string> =>
  new Set(sources.flatMap(({ source, done }) => (done ? [] : [source])));

/** Anything of a log. */
const isAnythingRead = ({ coverage }: Report): boolean =>
  coverage.some(({ lines, records, sieved }) => lines + records + sieved > 0);
