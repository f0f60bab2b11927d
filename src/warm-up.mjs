// Runs the built program on samples and keeps what V8 compiled of it, for runs to come. The last step of `npm run build`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { cacheFile, compile, hasChecksums, sealed, setFlags } from '../dist/start.js';

const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));
/** Those that between them run most of the program, and quickly. */
const WHOLE = [
  'bootstrap-storm',
  'etcd-slow-disk',
  'etcd-slow-reads',
  'k3s-vip-loop',
  'spegel-leader-election',
];
const HEALTHY = readFileSync(`${SAMPLES}healthy/input/hub-1.log`, 'utf8');
const STORM = readFileSync(`${SAMPLES}bootstrap-storm/input/node-a.log`, 'utf8');
/** A few lines. */
const PIPED = HEALTHY.slice(0, 1024);
/** 5 MB: far more than what is read whole, so that the rest is sieved. */
const LONG = HEALTHY.repeat(20) + STORM.repeat(20);

if (!hasChecksums) console.warn('this Node can keep no compiled code');
else if (process.argv[2] === undefined) startRun();
else await run(process.argv[2]);

/** In a process without the flags of this one: V8 takes a cache only under the flags it was made under. */
function startRun() {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-build-'));
  try {
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), folder], {
      input: PIPED,
      stdio: ['pipe', 'ignore', 'inherit'],
      env,
    });
    if (status !== 0) throw new Error('the built program does not run');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(folder) {
  process.setMaxListeners(0);
  process.stdout.setMaxListeners(0);
  // Else what has not run for a while is forgotten again.
  setFlagsFromString('--no-flush-bytecode');
  const { program, script } = compile();
  for (const args of runs(folder)) {
    process.argv = [process.execPath, 'hotplane', '--quiet', '--fail-on', 'none', ...args];
    await program.cli();
    if (process.exitCode !== 0) throw new Error(`hotplane ${args.join(' ')}: ${process.exitCode}`);
  }
  setFlagsFromString('--flush-bytecode');
  setFlags();
  writeFileSync(cacheFile, sealed(script.createCachedData()));
}

/** Arguments: for the pipe, for a long log and for whole incidents. */
function runs(folder) {
  const long = join(folder, 'long.log');
  writeFileSync(long, LONG);
  const incidents = WHOLE.map((name) => `${SAMPLES}${name}/input`);
  return [
    ['-o', 'text'],
    ['-o', 'json', '--workers', '0', long],
    ...incidents.map((path, no) => ['-o', no % 2 === 0 ? 'text' : 'json', '--workers', '0', path]),
  ];
}
