import { readFileSync } from 'node:fs';
import { loadRulebook } from '../../../src/rulebook/load.js';
import { createRandom } from '../../generate/random.js';
import { journalLines } from './journal-lines.js';

const MIN_BYTES = 5;

/**
 * So many literals of the shape that rules have: those of the rulebook, then `literals.json`, then the beginnings
 * of some joined to the ends of others, which share long prefixes and suffixes. None occurs in the background of `journalLines`.
 */
export async function benchLiterals(count: number): Promise<readonly string[]> {
  const { signals } = await loadRulebook(['rules']);
  const file: unknown = JSON.parse(readFileSync('test/bench/kernel/literals.json', 'utf8'));
  if (!Array.isArray(file)) throw new Error('literals.json is not a list');
  const known = [...signals.flatMap((signal) => signal.literals), ...file.map(String)];
  const [background = Buffer.of()] = journalLines({ maxBytes: 1e6, density: 0, literals: [] });
  const fits = (literal: string) => literal.length >= MIN_BYTES && !background.includes(literal);
  const literals = new Set(known.filter(fits));
  const whole = [...literals].filter((literal) => literal.length >= 12);
  const random = createRandom('bench-literals');
  while (literals.size < count) {
    const head = random.pick(whole);
    const tail = random.pick(whole);
    const start = head.slice(0, random.int(9, head.length));
    const made = start + tail.slice(-random.int(8, tail.length));
    if (fits(made)) literals.add(made);
  }
  return [...literals].slice(0, count);
}
