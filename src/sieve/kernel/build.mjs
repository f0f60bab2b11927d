// Compiles `kernel.ts` into `../kernel-bytes.ts`. With `--check` it writes nothing and fails if the two differ.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const FLAGS = '-O3 --noAssert --runtime stub --enable simd --importMemory --noExportMemory';
const TARGET = new URL('../kernel-bytes.ts', import.meta.url);

/** The same bytes on every machine: the compiler's version is pinned, the output holds no names and no paths. */
async function compileKernel() {
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(
    ['kernel.ts', ...FLAGS.split(' '), '-o', 'kernel.wasm'],
    {
      readFile: (name) => readFile(new URL(name, import.meta.url), 'utf8').catch(() => null),
      writeFile: (_name, data) => {
        bytes = data;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return bytes;
}

function moduleOf(bytes) {
  const text = Buffer.from(bytes).toString('base64');
  const lines = text.match(/.{1,96}/g) ?? [];
  return `/** \`kernel/kernel.ts\` as WebAssembly, in base64. Written by \`npm run kernel\`: do not edit. */
export const KERNEL =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`;
}

const wanted = moduleOf(await compileKernel());
const found = await readFile(TARGET, 'utf8').catch(() => '');
if (found !== wanted) {
  if (process.argv.includes('--check')) {
    process.stderr.write(`${fileURLToPath(TARGET)} is not what kernel.ts gives: npm run kernel\n`);
    process.exitCode = 1;
  } else await writeFile(TARGET, wanted);
}
