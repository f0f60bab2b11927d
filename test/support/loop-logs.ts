import { join } from 'node:path';
import { writeTo } from '../generate/cluster/pack.js';

/** A K3s server at 10.9.0.`own` that 10.9.0.`asked` asks, three times a second. */
export interface LoopLog {
  readonly own: number;
  readonly asked: number;
  /** Absent: the lines carry no host name. */
  readonly host?: string;
  readonly startMinute?: number;
}

const REQUESTS = 600;
const START = Date.UTC(2026, 2, 10, 4);
const PEERS = [11, 12, 13].map(
  (no) => `/ip4/10.9.0.${no}/tcp/5001/p2p/QmWbZ1xsfkE7h6g8mJ1p1c${no}`,
);

/** Writes the logs by their paths in the folder, and returns the folder. */
export function writeLoops(folder: string, logs: Readonly<Record<string, LoopLog>>): string {
  for (const [path, log] of Object.entries(logs)) {
    writeTo(
      join(folder, path),
      linesOf(log)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  return folder;
}

function linesOf({ own, asked, host, startMinute = 0 }: LoopLog): readonly string[] {
  const lineAt = (seconds: number, level: string, message: string): string => {
    const time = new Date(START + (startMinute * 60 + seconds) * 1000).toISOString().slice(0, 19);
    const prefix = host === undefined ? '' : `${time}+0000 ${host} k3s[1123]: `;
    return `${prefix}time="${time}Z" level=${level} msg="${message}"`;
  };
  const registry = 'Starting distributed registry';
  return [
    lineAt(0, 'info', 'Starting k3s v1.31.7+k3s1 (e5668863)'),
    lineAt(
      20,
      'info',
      `${registry} mirror at https://10.9.0.${own}:6443/v2 for registries [docker.io]`,
    ),
    lineAt(20, 'info', `${registry} P2P node at 10.9.0.${own}:5001`),
    ...Array.from({ length: REQUESTS }, (_, no) =>
      lineAt(
        50 + no / 3,
        'debug',
        `Serving p2p peer addrs [${PEERS.join(' ')}] to client at 10.9.0.${asked}`,
      ),
    ),
  ];
}
