import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openRulebook } from '../src/rulebook/open.js';
import { builtinRules, compiledRules } from '../src/version.js';
import { type Reading, readSource } from './support/both-ways.js';
import { oddLog } from './support/odd-logs.js';

const rulebook = await openRulebook([builtinRules()], compiledRules());
const messages = rulebook.signals.flatMap(({ samples }) => samples.match);

/** The text read with the sieve in regions of so many KiB, and without it. */
async function bothWays(text: string, kib: number): Promise<readonly [Reading, Reading]> {
  const bytes = Buffer.from(text, 'latin1');
  const sizes = { headBytes: 12_288, regionBytes: kib * 1024 };
  const on = await readSource(rulebook, [bytes], sizes, true);
  return [on, await readSource(rulebook, [bytes], sizes, false)];
}

it.each(['* ', '    ', 'server-1  | ', 'kube-etcd-cp1 etcd ', '[etcd-cp1] ', 'cp-1: '])(
  'loses no record behind %j that a rule looks at, and none of its context',
  async (prefix) => {
    await fc.assert(
      fc.asyncProperty(
        oddLog(messages, ['plain', 'short', 'short-iso']),
        fc.integer({ min: 1, max: 8 }),
        async ({ bytes }, kib) => {
          const text = bytes.toString('latin1').replace(/^(?=.)/gm, prefix);
          const [on, off] = await bothWays(text, kib);
          expect(on.seen).toEqual(off.seen);
          expect([on.lines, on.notes]).toEqual([off.lines, off.notes]);
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  },
);

it('loses nothing where the texts of docker lack their newlines', async () => {
  await fc.assert(
    fc.asyncProperty(
      oddLog(messages, ['docker-json']),
      fc.integer({ min: 1, max: 8 }),
      async ({ bytes }, kib) => {
        const text = bytes.toString('latin1').replaceAll('\\n","', '","');
        const [on, off] = await bothWays(text, kib);
        expect(on.seen).toEqual(off.seen);
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
});

it('loses nothing where a terminal cut the lines', async () => {
  await fc.assert(
    fc.asyncProperty(
      oddLog(messages, ['short', 'plain']),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 100, max: 240 }),
      async ({ bytes }, kib, width) => {
        const text = bytes.toString('latin1').replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
        const [on, off] = await bothWays(text, kib);
        expect(on.seen).toEqual(off.seen);
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
});
