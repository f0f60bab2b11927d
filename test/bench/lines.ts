import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import split2 from 'split2';

/**
 * The plain ways to count matching lines, to compare with: `lines.js readline|split2 LITERALS FILE`. Every line
 * is a string, one regular expression holds all literals. Prints the count.
 */
const [, , way = 'readline', literals = '', path = ''] = process.argv;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const regex = new RegExp(
  readFileSync(literals, 'utf8').split('\n').filter(Boolean).map(escaped).join('|'),
);
const bytes = createReadStream(path);
let matching = 0;

if (way === 'readline') {
  for await (const line of createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (regex.test(line)) matching += 1;
  }
} else {
  await pipeline(bytes, split2('\n'), async (lines: AsyncIterable<string>) => {
    for await (const line of lines) if (regex.test(line)) matching += 1;
  });
}
process.stdout.write(`${matching}\n`);
