import { execSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { heldPipe } from '../support/held-pipe.js';
import { hasTmux, openScreen, type Screen } from '../support/tmux.js';

const CLI = 'node dist/cli.js';
const RING = 'samples/k3s-ring/input';
const TITLE = 'Peer discovery of the embedded registry';

function start(
  { onTestFinished }: TestContext,
  command: string,
  opening: Parameters<typeof openScreen>[1] = {},
): Screen {
  const screen = openScreen(command, opening);
  onTestFinished(() => screen.close());
  return screen;
}

// Most of the time is spent waiting: for the program to begin, to read, to paint.
describe.skipIf(!hasTmux)('in a terminal', { concurrent: true }, () => {
  it('opens by default, and leaves its summary in the scroll-back', async (context) => {
    const screen = start(context, `${CLI} ${RING}`);
    await screen.until('? help');
    await screen.until(/EXPLAINED +1 Diagnosis/);
    screen.keys('q');
    await screen.until('exit 1');
    expect(screen.history()).toContain('EXPLAINED  Peer discovery');
    expect(screen.history()).toContain('hotplane 0');
    expect(screen.history()).not.toContain('? help');
  });

  it('leaves the terminal as it was', async (context) => {
    const screen = start(
      context,
      `stty -a > /dev/null; B=$(stty -g); ${CLI} ${RING}; A=$(stty -g); [ "$A" = "$B" ] && echo same`,
    );
    await screen.until('? help');
    screen.keys('q');
    await screen.until('same');
  });

  it('shows another view for each number, and follows the size', async (context) => {
    const screen = start(context, `${CLI} samples/healthy/input`);
    await screen.until('What was found');
    screen.keys('5');
    await screen.until(/journald-export/);
    screen.resize(120, 40);
    const wide = await screen.until(/hotplane {2}CLEAR {20}[\s\S]*\? help/);
    expect(wide.split('\n').at(39) ?? '').toContain('? help');
    screen.resize(60, 14);
    const small = await screen.until(/^ CLEAR[\s\S]*\? help/);
    expect(small.split('\n').at(13) ?? '').toContain('? help');
    screen.keys('q');
    await screen.until('exit 0');
  });

  it('tells an interrupt while reading', async (context) => {
    const screen = start(context, `(cat samples/healthy/input/hub-1.log; exec sleep 100) | ${CLI}`);
    await screen.until('LIVE');
    await screen.until('1 Diagnosis');
    await screen.until('newest record');
    screen.keys('C-c');
    await screen.until('ready>');
    // The shell hears of it as well, and does not go on with its line.
    screen.keys('echo code $?', 'Enter');
    await screen.until('code 130');
  });

  it('takes keys from the terminal while the log comes through a pipe', async (context) => {
    const pipe = heldPipe(context, `${RING}/server1.log.gz`);
    const screen = start(context, `${pipe.writer} | ${CLI}`);
    await screen.until(TITLE);
    await screen.until('LIVE');
    screen.keys('5');
    await screen.until('newest record');
    pipe.end();
    await screen.until(/stdin +server1/);
    await screen.until(/EXPLAINED +1 Diagnosis/);
    screen.keys('q');
    await screen.until('exit 1');
  });

  it('leaves a live pipe at once, with what was found so far', async (context) => {
    const pipe = heldPipe(context, `${RING}/server1.log.gz`);
    const screen = start(context, `${pipe.writer} | ${CLI}; stty -a | grep -o -w icanon`);
    await screen.until(TITLE);
    screen.keys('q');
    await screen.until(/^hotplane 0/m);
    pipe.end();
    await screen.until('icanon');
    expect(screen.history()).toContain('EXPLAINED');
  });

  it.for(['TERM', 'HUP'])('restores the terminal on SIG%s', async (signal, context) => {
    const screen = start(context, `${CLI} ${RING}`);
    await screen.until('? help');
    screen.keys('C-z');
    await screen.until('Stopped');
    // By its number: a job the shell would let go on before it has the terminal again.
    screen.keys(
      `clear; kill -${signal} $(jobs -p); fg; echo code $?; stty -a | grep -ow -e icanon -e echo`,
      'Enter',
    );
    // A line of its own each: the words stand in the typed command as well.
    const shown = await screen.until(/^(icanon\n[\s\S]*^echo|echo\n[\s\S]*^icanon)$/m);
    expect(shown).toMatch(/^code 130$/m);
  });

  it('goes on after it was suspended', async (context) => {
    const screen = start(context, `${CLI} ${RING}`);
    await screen.until('? help');
    screen.keys('C-z');
    await screen.until('Stopped');
    screen.keys('fg', 'Enter');
    await screen.until(/EXPLAINED +1 Diagnosis/);
    screen.keys('?');
    await screen.until('any key closes');
    screen.keys('x', 'q');
    await screen.until(/^hotplane 0/m);
    expect(screen.history()).toContain('EXPLAINED');
  });

  it('writes a report, and asks before it overwrites one', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'hotplane-written-'));
    const screen = start(context, `${CLI} ${RING}`);
    await screen.until(TITLE);
    await screen.until(/EXPLAINED +1 Diagnosis/);
    screen.keys('w');
    await screen.until('Format');
    screen.keys('Right', 'Enter', 'C-u', `${folder}/r.json`, 'Enter');
    await screen.until('Written');
    const { verdict } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
    expect(verdict).toBe('explained');
    screen.keys('w', 'Enter', 'C-u', `${folder}/r.json`, 'Enter');
    await screen.until('Overwrite it?');
    screen.keys('y');
    await screen.until('Written');
    expect(readFileSync(join(folder, 'r.json'), 'utf8')).toMatch(/^EXPLAINED/);
    rmSync(folder, { recursive: true });
  });

  it('shows no key that came before the first frame', async (context) => {
    const screen = start(context, `${CLI} ${RING}`);
    screen.keys('q');
    await screen.until(/exit \d/);
    expect(screen.history()).not.toMatch(/^q/m);
  });

  it('gives no key to the shell that came while it ended', async (context) => {
    const screen = start(context, `${CLI} ${RING}`);
    await screen.until('? help');
    screen.keys('q', 'x', 'y', 'z', 'Enter');
    await screen.until(/exit \d\n+ready>/);
    expect(screen.history()).not.toContain('xyz');
  });

  it('names the folder that holds no logs', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'hotplane-empty-'));
    const screen = start(context, `${CLI} ${folder}`, { columns: 120 });
    await screen.until(`No log files in ${folder}`);
    screen.keys('q');
    await screen.until('exit 2');
    expect(screen.history()).toContain(`hotplane: no log files in ${folder}`);
    rmSync(folder, { recursive: true });
  });

  it('refuses a screen that a dumb terminal cannot show', async (context) => {
    const screen = start(context, `TERM=dumb ${CLI} -o tui samples/healthy/input`);
    await screen.until('exit 2');
    expect(screen.picture()).toContain('cannot show a screen');
  });

  it('tells at once why a report cannot be written there', async (context) => {
    const screen = start(context, `${CLI} samples/healthy/input`);
    await screen.until(/CLEAR +1 Diagnosis/);
    screen.keys('w', 'Enter', 'C-u', '/tmp', 'Enter');
    await screen.until('Could not write /tmp: it is a folder');
  });

  it('tells why it could not run, once the normal screen is back', async (context) => {
    const screen = start(context, `${CLI} no-such-file`);
    await screen.until('exit 2');
    expect(screen.picture()).toContain('no-such-file');
  });

  it('gives text where the terminal can show no screen', async (context) => {
    const screen = start(context, `TERM=dumb ${CLI} samples/healthy/input | cat -v | tail -3`);
    await screen.until('hotplane 0');
    const plain = start(context, `TERM=dumb ${CLI} samples/healthy/input`, { rows: 60 });
    await plain.until('exit 0');
    expect(plain.picture()).toContain('CLEAR');
  });

  it('follows a file that grows, on the screen', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'hotplane-followed-'));
    const screen = start(context, `${CLI} --follow ${folder}/server1.log`);
    await screen.until('Live');
    execSync(`zcat ${RING}/server1.log.gz >> ${folder}/server1.log`);
    await screen.until(TITLE);
    screen.keys('q');
    await screen.until('exit 1');
    rmSync(folder, { recursive: true });
  });

  it('tells a live pipe as lines where the terminal can show no screen', async (context) => {
    const pipe = heldPipe(context, `${RING}/server1.log.gz`);
    const screen = start(context, `${pipe.writer} | TERM=dumb ${CLI}`);
    await screen.until(/OPEN +Peer/);
    pipe.end();
    await screen.until('exit 1');
    expect(screen.history()).toMatch(/OPEN +Peer[\s\S]*EXPLAINED/);
  });
});
