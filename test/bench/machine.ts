import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { hasGnuTime } from './measure.js';
import type { Tools } from './programs.js';
import { versionOf } from './tools.js';

const distribution = (): string => {
  const path = '/etc/os-release';
  const name = existsSync(path)
    ? /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync(path, 'utf8'))
    : null;
  return name?.[1] ?? type();
};

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};

function toolVersions(tools: Tools): string {
  const named = (['grep', 'lnav', 'gzip'] as const).flatMap((name) => {
    const path = tools[name];
    return path === undefined
      ? []
      : [`${name} ${versionOf(path, name === 'lnav' ? '-V' : '--version')}`];
  });
  return [...tools.ripgreps.map(({ version }) => `ripgrep ${version}`), ...named].join(', ');
}

/** Where and when this was measured, as lines of Markdown. */
export function describeMachine(tools: Tools, command: string): readonly string[] {
  const cores = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    `* \`${command}\`, ${new Date().toISOString().slice(0, 16)}Z, commit ${commit()}`,
    `* ${cores.length} cores ${cores[0]?.model.trim()}, ${(totalmem() / 1e9).toFixed(0)} GB, ${distribution()}, kernel ${release()}, Node ${process.version}`,
    `* ${toolVersions(tools)}`,
    `* load average at the start ${load.join(', ')}; the column \`load\` has it for each program: on a busy machine CPU seconds tell more than wall time`,
    hasGnuTime()
      ? "* CPU and peak memory by GNU time; ripgrep maps the file, so its memory is the file's pages"
      : '* no GNU time here: CPU by the shell, memory not known',
  ];
}
