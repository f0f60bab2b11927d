import { it } from 'vitest';
import { heldPipe } from '../support/held-pipe.js';
import { hasTmux, openScreen } from '../support/tmux.js';

it.skipIf(!hasTmux)(
  'hears keys after what wrote into the pipe has set the terminal anew',
  async (context) => {
    const pipe = heldPipe(context, 'samples/k3s-ring/input/server1.log.gz');
    const screen = openScreen(`(${pipe.writer}; stty sane </dev/tty) | node dist/cli.js`);
    context.onTestFinished(() => screen.close());
    await screen.until('LIVE');
    pipe.end();
    await screen.until(/EXPLAINED +1 Diagnosis/);
    screen.keys('?');
    await screen.until('any key closes');
    screen.keys('x', 'q');
    await screen.until('exit 1');
  },
);
