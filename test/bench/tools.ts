import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tools } from './programs.js';

/** The file of that name on PATH. */
export function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** The first number in what `--version` prints; `undefined` if it does not run. */
export function versionOf(path: string, flag = '--version'): string | undefined {
  try {
    const text = execFileSync(path, [flag], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /\d+(?:\.\d+)+/.exec(text)?.[0];
  } catch {
    return undefined;
  }
}

/** On PATH, in the project where it is installed there, and those of `RG=path:path`. */
function findRipgreps(): Tools['ripgreps'] {
  const inProject = ['ripgrep', `ripgrep-${process.platform}-${process.arch}`].map(
    (name) => `node_modules/@vscode/${name}/bin/rg`,
  );
  const asked = (process.env.RG ?? '').split(delimiter).filter(Boolean);
  const paths = [...asked, findOnPath('rg'), ...inProject]
    .filter((path) => path !== undefined && existsSync(path))
    .map((path) => realpathSync(path ?? ''));
  return [...new Set(paths)].flatMap((path) => {
    const version = versionOf(path);
    return version === undefined ? [] : [{ path, version }];
  });
}

/** A run over two lines tells whether lines can be set aside unread. */
function hasSieve(cli: string, dir: string): boolean {
  const probe = join(dir, 'probe.log');
  const line = (second: number) =>
    `2025-04-15T06:00:0${second}+0000 server1 k3s[1]: time="2025-04-15T06:00:0${second}Z" level=debug msg="Wrote ping"\n`;
  writeFileSync(
    probe,
    Array.from({ length: 10 }, (_, second) => line(second))
      .join('')
      .repeat(2000),
  );
  const argv = [cli, '-o', 'json', '--fail-on', 'none', probe];
  try {
    const report = execFileSync(process.execPath, argv, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { coverage } = JSON.parse(report) as { coverage: readonly { sieved?: number }[] }; // our own report
    return coverage.some(({ sieved }) => (sieved ?? 0) > 0);
  } catch {
    return false;
  }
}

export interface FindOptions {
  readonly dir: string;
  readonly hotplane: string;
  readonly literals: readonly string[];
}

const optional = <K extends string>(key: K, value: string | undefined) =>
  value === undefined ? {} : ({ [key]: value } as Record<K, string>);

/** What this machine has; writes the literals for the searchers. */
export function findTools({ dir, hotplane, literals }: FindOptions): Tools {
  const home = join(dir, 'home');
  mkdirSync(home, { recursive: true });
  const file = join(dir, 'literals.txt');
  writeFileSync(file, literals.map((literal) => `${literal}\n`).join(''));
  const built = existsSync(hotplane) ? hotplane : undefined;
  return {
    ...optional('hotplane', built),
    hasSieve: built !== undefined && hasSieve(built, dir),
    ripgreps: findRipgreps(),
    ...optional('grep', findOnPath('grep')),
    ...optional('lnav', findOnPath('lnav')),
    ...optional('gzip', findOnPath('gzip')),
    linesScript: fileURLToPath(new URL('lines.js', import.meta.url)),
    literals: file,
    home,
  };
}

/** What is missing, as sentences for the page. */
export function missingNotes(tools: Tools): readonly string[] {
  return [
    ...(tools.hotplane === undefined ? ['hotplane is not built'] : []),
    ...(tools.hotplane !== undefined && !tools.hasSieve
      ? ['this build of hotplane has no sieve: it parses every line']
      : []),
    ...(tools.ripgreps.length === 0 ? ['no ripgrep here: left out'] : []),
    ...(['grep', 'lnav', 'gzip'] as const).flatMap((name) =>
      tools[name] === undefined ? [`no ${name} here: left out`] : [],
    ),
  ];
}
