import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { renderers } from '../src/report/renderers.js';

const INPUT = resolve('samples/k3s-ring-info-level/input/edge-b.log.gz');
const home = mkdtempSync(join(tmpdir(), 'hotplane-start-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Loaded before the program: tells of each script that was to be compiled from a cache whether it was. */
const watch = join(home, 'watch.cjs');
const dist = join(home, 'dist');
const cacheName = readdirSync('dist').find((name) => /^program-.*\.js\.v/.test(name)) ?? 'none';
const cache = join(dist, cacheName);

writeFileSync(
  watch,
  `const vm = require('node:vm');
  const { Script } = vm;
  vm.Script = class extends Script {
    constructor(text, options) {
      super(text, options);
      const { cachedDataRejected } = this;
      const told = { undefined: 'none', true: 'refused', false: 'accepted' }[cachedDataRejected];
      require('node:fs').writeSync(2, 'cache ' + told + '\\n');
    }
  };
  require('node:module').syncBuiltinESMExports();`,
);
cpSync('dist', dist, { recursive: true });
cpSync('package.json', join(home, 'package.json'));
for (const name of ['rules', 'node_modules']) symlinkSync(resolve(name), join(home, name));

function run(flags: readonly string[] = [], args: readonly string[] = [INPUT]) {
  const argv = [...flags, '--require', watch, join(dist, 'cli.js'), '-o', 'json', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  return { status, stdout, caches: stderr.match(/(?<=^cache )\w+/gm) ?? [] };
}

/** As the build leaves it: its checksum behind it. */
function sealed(data: Buffer): Buffer {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(zlib.crc32(data));
  return Buffer.concat([data, checksum]);
}

const ordinary = run();

it('is compiled from its cache', () => {
  expect(ordinary.caches).toEqual(['accepted']);
  expect(ordinary.stdout).toContain('hotplane.report/1');
});

it.each([
  ['samples/k3s-ring-info-level/input', 'zh', 'text'],
  ['test/data/journal/dumps/cat.log.gz', 'en', 'json'],
] as const)('says of %s in %s what the sources say', async (path, lang, output) => {
  const report = await analyze({ paths: [path] });
  const said = run([], ['--lang', lang, '-o', output, path]).stdout;
  expect(said).toBe(renderers[output](report, { width: 80, color: false, lang }));
});

it('lets threads have the cache, too', () => {
  const [a, b] = [join(home, 'a.log'), join(home, 'b.log')];
  const calm = readFileSync('samples/healthy/input/hub-1.log', 'utf8');
  writeFileSync(a, calm.repeat(300));
  writeFileSync(b, calm.repeat(301)); // one is large enough for a thread of its own
  expect(run([], ['--workers', '1', a, b]).caches).toEqual(['accepted', 'accepted']);
});

it('gives the same report under other flags of Node, which refuse the cache', () => {
  expect(run(['--no-opt'])).toEqual({ ...ordinary, caches: ['refused'] });
});

const MIDDLE = [1 << 18, 1 << 19] as const;

it.each<[string, (whole: Buffer) => Buffer | undefined, string]>([
  ['missing', () => undefined, 'none'],
  ['empty', () => Buffer.alloc(0), 'none'],
  ['cut', (whole) => whole.subarray(0, whole.length >> 1), 'none'],
  ['damaged', (whole) => Buffer.from(whole).fill(0, ...MIDDLE), 'none'],
  ['noise, well sealed', () => sealed(Buffer.alloc(1 << 16, 'noise')), 'refused'],
  ['that of another script', () => sealed(new vm.Script('1').createCachedData()), 'refused'],
])('gives the same report where the cache is %s', (_name, change, told) => {
  const changed = change(readFileSync(join('dist', cacheName)));
  if (changed === undefined) rmSync(cache);
  else writeFileSync(cache, changed);
  expect(run()).toEqual({ ...ordinary, caches: [told] });
});

it('packs all that is needed to run', () => {
  const argv = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = spawnSync('npm', argv, { encoding: 'utf8' });
  // Written by npm: `[{files: [{path}]}]`.
  const [{ files }] = JSON.parse(stdout);
  const paths: readonly string[] = files.map(({ path }: { readonly path: string }) => path);
  const script = cacheName.replace(/\.js\..*/, '.js');
  expect(paths).toEqual(
    expect.arrayContaining([
      'package.json',
      'rules/report.schema.json',
      ...['cli', 'triage-worker', 'gather-worker', 'unzip-worker', 'run-screen', 'index'].map(
        (name) => `dist/${name}.js`,
      ),
      'dist/rules.json',
      'dist/index.d.ts',
      `dist/${script}`,
      `dist/${cacheName}`,
    ]),
  );
});
