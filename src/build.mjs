// Bundles the program into `dist/`: a run opens a few files in place of some four hundred. `npm run build` calls it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';

/** Loaded by every run, or by every run of the screen, so they are worth bundling; their licences stand in docs/third-party-licenses.txt. */
const WITHIN = [
  'commander',
  'get-east-asian-width',
  'ink',
  'picocolors',
  'react',
  'simple-statistics',
  'split2',
];

/** Ink asks for the tools of its developers, which are not installed. */
const withoutDevtools = {
  name: 'without-devtools',
  setup(build) {
    build.onResolve({ filter: /^\.\/devtools\.js$/ }, () => ({
      path: 'devtools',
      namespace: 'none',
    }));
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' }));
  },
};

/** The screen stays a module of its own: Ink awaits something as it loads, which a script cannot. */
const screenApart = {
  name: 'screen-apart',
  setup(build) {
    build.onResolve({ filter: /\/run-screen\.js$/ }, () => ({
      path: 'run-screen',
      namespace: 'apart',
    }));
    build.onLoad({ filter: /.*/, namespace: 'apart' }, () => ({
      contents: `export const runScreen = async (shown) =>
        (await importModule('./run-screen.js')).runScreen(shown);`,
    }));
  },
};

const { dependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const outside = Object.keys(dependencies).filter((name) => !WITHIN.includes(name));

const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: outside.flatMap((name) => [name, `${name}/*`]),
  legalComments: 'inline',
  logLevel: 'warning',
};

// The program: one script, a function that `start.ts` calls.
const {
  outputFiles: [script],
} = await build({
  ...common,
  entryPoints: ['src/program.ts'],
  entryNames: '[name]-[hash]',
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: {
    js: `(function (require, __filename, importModule) { 'use strict';
const module = { exports: {} };
const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`,
  },
  footer: { js: 'return module.exports.program; })' },
  plugins: [screenApart],
  write: false,
});
mkdirSync('dist', { recursive: true });
writeFileSync(script.path, toAscii(script.text));

/** The bundler does so in strings, but not in regular expressions; the same text is read twice as fast. */
function toAscii(text) {
  // There alone an escape would not stand for its character.
  if (text.includes('String.raw`')) throw new Error('the script holds a raw template');
  return text.replace(
    /[^\0-\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const modules = {
  ...common,
  format: 'esm',
  define: {
    'process.env.NODE_ENV': '"production"',
    PROGRAM_FILE: JSON.stringify(basename(script.path)),
  },
};
for (const name of ['cli', 'triage-worker', 'gather-worker', 'unzip-worker']) {
  await build({
    ...modules,
    outdir: undefined,
    outfile: `dist/${name}.js`,
    stdin: {
      contents: `#!/usr/bin/env node\nimport { start } from './start.js';\nawait start('${name}');`,
      resolveDir: 'src',
    },
  });
}
await build({ ...modules, entryPoints: ['src/start.ts'] });

// Packages that are CommonJS ask for modules of Node.
const banner = {
  js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
};
await build({
  ...modules,
  banner,
  entryPoints: { 'run-screen': 'src/tui/run-screen.tsx' },
  plugins: [withoutDevtools],
});
await build({
  ...modules,
  banner,
  entryPoints: ['src/index.ts', 'src/compile-rules.ts'],
  splitting: true,
});
