import { expect, it } from 'vitest';
import { createUndo } from '../../src/tui/undo.js';

it('undoes the last first, once, and at once what comes too late', () => {
  const done: string[] = [];
  const undo = createUndo();
  undo.add(
    () => done.push('a'),
    () => done.push('b'),
  );
  undo.run();
  undo.run();
  expect(done).toEqual(['b', 'a']);
  undo.add(() => done.push('late'));
  expect(done).toEqual(['b', 'a', 'late']);
});
