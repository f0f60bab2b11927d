import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { watchSignals } from '../../src/tui/signals.js';
import { createTerminal } from '../../src/tui/terminal.js';

/** A terminal that keeps what is written; it takes no more while `isFull`. */
function createOut() {
  const written: string[] = [];
  const events = new EventEmitter();
  const out = {
    isFull: false,
    written,
    write: (text: string) => {
      written.push(text);
      return !out.isFull;
    },
    once: events.once.bind(events),
    drain() {
      out.isFull = false;
      events.emit('drain');
    },
    take: () => written.splice(0).join(''),
  };
  return out;
}
// Only `write` and `once` of a stream are asked for.
const terminalOn = (out: ReturnType<typeof createOut>) =>
  createTerminal(out as unknown as Parameters<typeof createTerminal>[0]);

it('enters the other screen and leaves it once, the cursor shown again', () => {
  const out = createOut();
  const terminal = terminalOn(out);
  terminal.enter();
  expect(out.take()).toMatch(/\?1049h.*\?25l/);
  terminal.leave();
  expect(out.take()).toMatch(/\?25h.*\?1049l/);
  terminal.leave();
  terminal.show(['too late']);
  expect(out.take()).toBe('');
});

it('writes only the rows that changed, and all after another size', () => {
  const out = createOut();
  const terminal = terminalOn(out);
  terminal.enter();
  terminal.show(['a', 'b']);
  out.take();
  terminal.show(['a', 'c']);
  expect(out.take()).toBe('\u001b[?2026h\u001b[2;1H\u001b[0m\u001b[2Kc\u001b[?2026l');
  terminal.show(['a', 'c']);
  expect(out.take()).toBe('');
  terminal.forget();
  out.take();
  terminal.show(['a', 'c']);
  expect(out.take()).toContain('\u001b[1;1H');
});

it('keeps only the last frame while the terminal takes no more', () => {
  const out = createOut();
  const terminal = terminalOn(out);
  terminal.enter();
  out.isFull = true;
  terminal.show(['first']);
  out.take();
  terminal.show(['second']);
  terminal.show(['third']);
  expect(out.take()).toBe('');
  out.drain();
  expect(out.take()).toContain('third');
});

it('copies by the terminal, whatever the text is', () => {
  const out = createOut();
  terminalOn(out).copy('嵌 \u001b[2J');
  const code = Buffer.from('嵌 \u001b[2J').toString('base64');
  expect(out.take()).toBe(`\u001b]52;c;${code}\u0007`);
});

it('restores the screen before the stack of a crash is printed, and listens no more afterwards', async () => {
  let crashes = 0;
  const before = process.listenerCount('uncaughtExceptionMonitor');
  const signals = watchSignals({
    interrupted: () => {},
    crashed: () => {
      crashes += 1;
    },
    suspended: () => {},
    resumed: () => {},
  });
  for (const listener of process.listeners('uncaughtExceptionMonitor').slice(before)) {
    listener(new Error('bug'), 'uncaughtException');
  }
  expect(crashes).toBe(1);
  signals.stop();
  expect(process.listenerCount('uncaughtExceptionMonitor')).toBe(before);
  await new Promise(setImmediate);
  expect(process.listeners('SIGHUP')).toEqual([]);
});
