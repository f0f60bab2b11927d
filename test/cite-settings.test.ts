import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { withHashes } from '../src/cite-settings.js';
import type { EnvironmentFact } from '../src/model/fact.js';

const setting = (key: string, line: number): EnvironmentFact => ({
  kind: 'config',
  scope: 's1',
  file: 'config.yaml',
  key,
  value: 'x',
  precedence: 1,
  place: { source: 's1/config.yaml', line, text: 'shortened' },
});

it('hashes the line of a server setting as it stood, and shows it without secrets', () => {
  const lines = ['debug: true', 'server: https://user:pa55word@10.0.0.2:6443'];
  const [first, second] = withHashes([setting('debug', 1), setting('server', 2)], lines.join('\n'));
  expect(first?.place).toEqual(setting('debug', 1).place);
  expect(second?.place.sha256).toBe(
    createHash('sha256')
      .update(lines[1] ?? '')
      .digest('hex'),
  );
  expect(second?.place.text).toMatch(/^server: https:/);
  expect(second?.place.text).not.toContain('pa55word');
});

it('leaves lines that may have been shortened', () => {
  const facts = [setting('server', 1)];
  expect(withHashes(facts, `server: ${'x'.repeat(30_000)}`)).toEqual(facts);
});
