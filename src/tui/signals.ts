/** What signals do to the screen. */
export interface Reactions {
  readonly interrupted: () => void;
  /** Something is thrown that nobody catches: the last moment before its stack is printed. */
  readonly crashed: () => void;
  readonly suspended: () => void;
  readonly resumed: () => void;
}

export interface Signals {
  /** Stops the whole job, as the terminal would do by itself; `fg` goes on. Nothing where there is no such thing. */
  suspend(): void;
  stop(): void;
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function watchSignals({ interrupted, crashed, suspended, resumed }: Reactions): Signals {
  for (const signal of ENDING) process.on(signal, interrupted);
  process.on('uncaughtExceptionMonitor', crashed);
  process.on('exit', crashed);
  return {
    suspend() {
      if (process.platform === 'win32') return;
      suspended();
      process.once('SIGCONT', resumed);
      process.kill(0, 'SIGTSTP');
    },
    stop() {
      for (const signal of ENDING) process.off(signal, interrupted);
      process.off('uncaughtExceptionMonitor', crashed);
      process.off('exit', crashed);
      process.off('SIGCONT', resumed);
    },
  };
}
