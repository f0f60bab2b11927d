import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AnalyzeOptions, analyze } from '../../src/analyze.js';
import type { Finding, Outcome, Report } from '../../src/model/report.js';

const MINUTE_MS = 60_000;
export const START = Date.UTC(2025, 3, 15, 8, 0, 0);
/** `at(90)`: 90 minutes into the log. */
export const at = (minute: number): number => START + minute * MINUTE_MS;

/** Minutes from the start of the log, both ends included. */
export type Stretch = readonly [from: number, to: number];

export interface LogOptions {
  readonly host?: string;
  readonly pid?: (minute: number) => number;
  /** When the log has lines at all. */
  readonly spoken: readonly Stretch[];
  /** When it has 30 requests a minute. */
  readonly storm: readonly Stretch[];
  /** Minutes in which the product starts. */
  readonly starts?: readonly number[];
}

const isIn = (stretches: readonly Stretch[], minute: number): boolean =>
  stretches.some(([from, to]) => minute >= from && minute <= to);

/** `host` empty: what `journalctl -o cat` prints. */
const lineOf = (host: string, pid: number, ms: number, level: string, msg: string): string => {
  const time = new Date(ms).toISOString().slice(0, 19);
  const payload = `time="${time}Z" level=${level} msg="${msg}"`;
  return host === '' ? `${payload}\n` : `${time}+0000 ${host} k3s[${pid}]: ${payload}\n`;
};

/** A K3s server at debug level: chatter four times a minute, and in a storm a request every two seconds. */
export function k3sLog({
  host = 's1',
  pid = () => 812,
  spoken,
  storm,
  starts = [],
}: LogOptions): string {
  const lines: string[] = [];
  const last = Math.max(...spoken.map(([, to]) => to));
  for (let minute = spoken[0]?.[0] ?? 0; minute <= last; minute += 1) {
    const say = (seconds: number, level: string, msg: string): void => {
      const ms = at(minute) + seconds * 1000;
      if (isIn(spoken, minute + seconds / 60))
        lines.push(lineOf(host, pid(minute), ms, level, msg));
    };
    if (starts.includes(minute)) say(0, 'info', 'Starting k3s v1.31.7+k3s1 (e566886)');
    for (let seconds = 0; seconds < 60; seconds += 1) {
      if (seconds % 15 === 0) say(seconds, 'debug', `Tunnel server handing out peers ${seconds}`);
      if (seconds % 2 !== 1 || !isIn(storm, minute + seconds / 60)) continue;
      for (const peer of ['QmA', 'QmB', 'QmC', 'QmD']) {
        say(
          seconds,
          'debug',
          `Serving p2p peer addrs [/ip4/10.0.0.11/tcp/5001/p2p/${peer}] to client at 10.0.0.12`,
        );
      }
    }
  }
  return lines.join('');
}

/** Writes the files below `home` and diagnoses them. */
export async function diagnoseFiles(
  home: string,
  files: Readonly<Record<string, string>>,
  options: Partial<AnalyzeOptions> = {},
): Promise<Report> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return analyze({ paths: [home], ...options });
}

export const loopOf = ({ findings }: Report): Finding | undefined =>
  findings.find(({ id }) => id === 'embedded-registry-loop');

export const loopOutcome = ({ outcomes }: Report): Outcome | undefined =>
  outcomes.find(({ id }) => id === 'embedded-registry-loop');
