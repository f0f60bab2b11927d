import { expect } from 'vitest';
import { readRules } from '../rulebook/good-rules.js';
import { createWays, type Ways } from './alike.js';

export const NO_FIELDS = '{}';

/** A rule of its own; its sample is of no account here. */
export const waysOf = (where: string, fields = NO_FIELDS): Ways =>
  createWays(
    readRules(`kind: signal
name: s
component: any
literal: peer
where: ${where}
fields: ${fields}
samples: { match: [peer] }`).signals,
  );

export const second = (no: number): string => String(10 + no);
/** Lines by CRI, a second apart. */
export const cri = (payload: string, no: number): string =>
  `2025-04-15T08:00:${second(no)}.000000001Z stderr F ${payload}`;
export const logrus = (rest: string, no: number): string =>
  cri(`time="2025-04-15T08:00:${second(no)}Z" level=info ${rest}`, no);
export const zap = (rest: string, no: number): string =>
  cri(`{"level":"info","ts":"2025-04-15T08:00:${second(no)}.5Z","msg":"peer",${rest}}`, no);
export const journal = (rest: string, no: number): string =>
  `{"_HOSTNAME":"s1","SYSLOG_IDENTIFIER":"k3s",${rest},"__REALTIME_TIMESTAMP":"17447040${second(no)}000000"}`;

export type Wrap = (payload: string, no: number) => string;

/** The first payload often enough to be learnt, then the others, which differ from it in digits only. */
export function linesOf([first = '', ...others]: readonly string[], wrap: Wrap): readonly string[] {
  return [first, first, first, first, ...others, first].map(wrap);
}

export function expectSame(ways: Ways, lines: readonly string[]): ReadonlySet<number> {
  const { heard, taken } = ways.byTemplates(lines);
  expect(heard).toEqual(ways.plainly(lines));
  return taken;
}

export type Case = readonly [
  about: string,
  where: string,
  fields: string,
  wrap: Wrap,
  payloads: readonly string[],
];

export const MESSAGE = '{ message|contains: peer }';
export const GROUP = (group: string): string => `{ message|re: 'peer ${group}' }`;
