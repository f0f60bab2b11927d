import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Program } from '../../src/program.js';

/** Writes below `folder` a file that starts each of the programs: what a bundler is given as its entries. */
export function programEntries(
  folder: string,
  names: readonly (keyof Program)[],
): Readonly<Record<string, string>> {
  const dir = join(folder, 'entries');
  mkdirSync(dir);
  const written = names.map((name) => {
    const file = join(dir, `${name}.ts`);
    const from = JSON.stringify(resolve('src/program.ts'));
    writeFileSync(file, `import { program } from ${from};\nawait program['${name}']();\n`);
    return [name, file] as const;
  });
  return Object.fromEntries(written);
}
