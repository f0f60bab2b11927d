// Bundles the program into `dist/`: a run opens one file in place of some four hundred. `npm run build` calls it.
import { readFileSync } from 'node:fs';
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

const { dependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const outside = Object.keys(dependencies).filter((name) => !WITHIN.includes(name));

await build({
  entryPoints: [
    'cli',
    'index',
    'compile-rules',
    'triage-worker',
    'gather-worker',
    'unzip-worker',
  ].map((name) => `src/${name}.ts`),
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: outside.flatMap((name) => [name, `${name}/*`]),
  legalComments: 'inline',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [withoutDevtools],
  // commander and split2 are CommonJS and ask for modules of Node
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  logLevel: 'warning',
});
