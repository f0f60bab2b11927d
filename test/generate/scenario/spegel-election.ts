import type { EpochMs } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';
import { wallClock } from '../payload/clock.js';
import { klog } from '../payload/lines.js';
import { createRandom, type Random } from '../random.js';
import type { Span } from './background.js';
import { type LogStream, type Scenario, type Truth, tally } from './scenario.js';

/**
 * How the lines looked: `klog` up to v0.0.14 (election lines in klog text), `zap` v0.0.15 to v0.0.21 (epoch stamps, line
 * end inside the message), `slog-newline` v0.0.22 and v0.0.23, `slog` v0.0.24 to v0.0.28, `dns` from v0.0.29 on.
 */
export type SpegelLog = 'klog' | 'zap' | 'slog-newline' | 'slog' | 'dns';

export interface SpegelOptions extends Span {
  readonly seed: number | string;
  readonly pods: number;
  readonly log: SpegelLog;
  /** The start-up probe ends the pod: 60 s up to v0.0.22, 180 s from v0.0.23 on. */
  readonly probeSeconds: number;
  /** Pods that come up all the same. */
  readonly healthyPods?: number;
  /** Attempts of each failing pod. Default 3. */
  readonly attempts?: number;
  /** `storm`, or near misses: healthy followers that stop after hours, or a foreign lease. */
  readonly kind?: 'storm' | 'rollout' | 'foreign-lease';
}

type Level = 'info' | 'error';
interface Said {
  readonly at: EpochMs;
  readonly level: Level;
  readonly caller: string;
  readonly msg: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const SOURCES: Readonly<Record<string, readonly [name: string, line: number]>> = {
  'build/main.go:91': ['main.main', 91],
  'build/main.go:204': ['main.registryCommand', 204],
  'state/state.go:30': ['github.com/spegel-org/spegel/pkg/state.Track', 30],
  'routing/p2p.go:123': ['github.com/spegel-org/spegel/pkg/routing.(*P2PRouter).Run', 123],
  'leaderelection/leaderelection.go:250': [
    'k8s.io/client-go/tools/leaderelection.(*LeaderElector).acquire',
    250,
  ],
};

function zapJson({ at, level, caller, msg, fields }: Said): string {
  return JSON.stringify({ level, ts: at / 1000, caller, msg, ...fields });
}

function slogJson({ at, level, caller, msg, fields }: Said): string {
  const clock = wallClock(at);
  const [name, line] = SOURCES[caller] ?? ['main.main', 1];
  const path = caller.replace(/:\d+$/, '');
  const file = name.startsWith('k8s.io/')
    ? `/go/pkg/mod/k8s.io/client-go@v0.29.2/tools/${path}`
    : `/build/${path.startsWith('build/') ? 'main.go' : `pkg/${path}`}`;
  const time = `${clock.date}T${clock.time}.${clock.micros}${String(line).padStart(3, '0')}Z`;
  return JSON.stringify({
    time,
    level: level.toUpperCase(),
    source: { function: name, file, line },
    msg,
    ...fields,
  });
}

/** client-go's own line: klog text at first, later through the program's logger. */
function electionLine(log: SpegelLog, at: EpochMs, lease: string): string {
  const msg = `attempting to acquire leader lease ${lease}...`;
  const caller = 'leaderelection/leaderelection.go:250';
  if (log === 'klog')
    return klog({ severity: 'I', at, thread: 1, file: 'leaderelection.go:245', text: msg });
  const said = { at, level: 'info', caller, msg: log === 'slog' ? msg : `${msg}\n` } as const;
  return log === 'zap' ? zapJson(said) : slogJson(said);
}

const print = (log: SpegelLog, said: Said): string =>
  log === 'klog' || log === 'zap' ? zapJson(said) : slogJson(said);

interface PodLife {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly ready: boolean;
}

function podLines(
  options: SpegelOptions,
  address: string,
  life: PodLife,
  random: Random,
): readonly (readonly [EpochMs, string])[] {
  const { log, kind = 'storm' } = options;
  const peer = `12D3KooW${random.word(44, '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz')}`;
  const info = { level: 'info' } as const;
  const at = life.from;
  const lines: (readonly [EpochMs, string])[] = [
    [
      at,
      print(log, {
        ...info,
        at,
        caller: 'build/main.go:204',
        msg: 'running Spegel',
        fields: { registry: ':5000', router: ':5001' },
      }),
    ],
    [
      at + 0.2,
      print(log, {
        ...info,
        at: at + 0.2,
        caller: 'state/state.go:30',
        msg: 'running scheduled image state update',
      }),
    ],
    [
      at + 0.7,
      print(log, {
        ...info,
        at: at + 0.7,
        caller: 'routing/p2p.go:123',
        msg: 'starting p2p router',
        fields: { logger: 'p2p', id: `/ip4/${address}/tcp/5001/p2p/${peer}` },
      }),
    ],
  ];
  const lease =
    kind === 'foreign-lease'
      ? 'cert-manager/cert-manager-cainjector-leader-election'
      : 'spegel/spegel-leader-election';
  if (log !== 'dns') lines.push([at + 1, electionLine(log, at + 1, lease)]);
  if (life.ready) {
    for (let update = at + 540_000; update < life.to; update += 540_000) {
      lines.push([
        update,
        print(log, {
          ...info,
          at: update,
          caller: 'state/state.go:30',
          msg: 'running scheduled image state update',
        }),
      ]);
    }
  }
  if (life.to < options.to) {
    lines.push([
      life.to,
      print(log, { ...info, at: life.to, caller: 'build/main.go:91', msg: 'gracefully shutdown' }),
    ]);
  }
  return lines;
}

function livesOf(options: SpegelOptions, no: number, random: Random): readonly PodLife[] {
  const { from, to, probeSeconds, healthyPods = 0, attempts = 3, kind = 'storm' } = options;
  const start = from + random.between(0, 8_000);
  if (kind === 'rollout') {
    const stop = Math.min(to - 1, start + 2 * 3_600_000 + no * 20_000);
    return [{ from: start, to: stop, ready: true }];
  }
  if (no < healthyPods) return [{ from: start, to: to + 1, ready: true }];
  const lives: PodLife[] = [];
  let at = start;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const end = at + probeSeconds * 1000 + random.between(300, 2_600);
    lives.push({ from: at, to: end, ready: false });
    at = end + Math.min(300, 10 * 2 ** attempt) * 1000 + random.between(500, 3_000); // CrashLoopBackOff
  }
  return lives;
}

function podStreams(options: SpegelOptions, no: number): readonly LogStream[] {
  const random = createRandom(options.seed, 'pod', no);
  const node = `worker-${String(no + 1).padStart(3, '0')}`;
  const uid = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');
  const pod = { namespace: 'spegel', name: `spegel-${random.word(5)}`, uid, container: 'registry' };
  const boot = { id: random.hex(32), at: options.from - 86_400_000 };
  const address = `10.42.${no % 250}.${random.int(10, 240)}`;
  return livesOf(options, no, random).map((life, restart) => {
    const entries = function* (): Generator<Entry> {
      const own = createRandom(options.seed, 'life', no, restart);
      for (const [at, message] of podLines(options, address, life, own)) {
        yield { at, node, ident: 'spegel', message, priority: 6, boot, pod, stream: 'stderr' };
      }
    };
    return { name: `${node}/pods/spegel_${pod.name}_${uid}/registry/${restart}`, node, entries };
  });
}

/**
 * Spegel pods that wait for a leader until the start-up probe ends them (spegel-org/spegel#459): acquire, silence,
 * `gracefully shutdown`, again and again over the whole fleet.
 */
export function spegelElection(options: SpegelOptions): Scenario {
  const streams = Array.from({ length: options.pods }, (_, no) => podStreams(options, no)).flat();
  const truth = (): readonly Truth[] => {
    if ((options.kind ?? 'storm') !== 'storm' || options.log === 'dns') return [];
    const exits = tally(streams, 'gracefully shutdown');
    return [{ ...exits, id: 'spegel-leader-election', conclusion: 'startup_probe_kill', lost: 0 }];
  };
  return { streams, truth };
}
