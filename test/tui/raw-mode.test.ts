import { afterEach, it } from 'vitest';
import { hasTmux, openScreen, type Screen } from '../support/tmux.js';

let screen: Screen | undefined;
afterEach(() => {
  screen?.close();
  screen = undefined;
});

it.skipIf(!hasTmux)(
  'hears keys after what wrote into the pipe has set the terminal anew',
  async () => {
    screen = openScreen(
      '(zcat samples/k3s-ring/input/server1.log.gz; sleep 2; stty sane </dev/tty) | node dist/cli.js',
    );
    await screen.until('LIVE');
    await screen.until(/EXPLAINED +1 Diagnosis/);
    screen.keys('?');
    await screen.until('any key closes');
    screen.keys('x', 'q');
    await screen.until('exit 1');
  },
);
