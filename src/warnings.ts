import { isCut, type Report } from './model/report.js';

const MAX_NAMED = 5;

/** What of the input could not be read, or not whole; `paths` as given. Sentences for standard error. */
export function warningsOf({ coverage }: Report, paths: readonly string[]): readonly string[] {
  const logs = coverage.filter(({ role }) => role === 'log');
  const closed = logs.filter(({ notes }) => notes.some(({ code }) => code === 'unreadable'));
  const cut = coverage.filter(isCut);
  return [
    ...(closed.length > 0 ? [`could not read ${nameSome(closed)}`] : []),
    ...(cut.length > 0 ? [`cut short or damaged, read as far as it goes: ${nameSome(cut)}`] : []),
    ...(coverage.some(({ records }) => records > 0) ? [] : [nothingIn(logs, paths)]),
  ];
}

function nothingIn(logs: Report['coverage'], paths: readonly string[]): string {
  if (logs.length > 0) return `no log records in ${nameSome(logs)}`;
  return paths.length === 0 ? 'no log files' : `no log files in ${some(paths)}`;
}

const nameSome = (coverage: Report['coverage']): string =>
  some(coverage.map(({ source }) => source));

const some = (names: readonly string[]): string =>
  names.slice(0, MAX_NAMED).join(', ') + (names.length > MAX_NAMED ? ' …' : '');
