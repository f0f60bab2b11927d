import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the built-in rules: at the same depth from `src` and from `dist`. */
export const builtinRules = (): string => fileURLToPath(new URL('../rules/', import.meta.url));

/** What the build made of them; beside `src` there is no such file. */
export const compiledRules = (): string => fileURLToPath(new URL('./rules.json', import.meta.url));

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const manifest: unknown = JSON.parse(text);
  const found =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? manifest.version
      : undefined;
  return typeof found === 'string' ? found : '0.0.0';
}

/** The version of this package. */
export const VERSION = readVersion();
