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
  const canSuspend = process.platform !== 'win32';
  function suspend(): void {
    suspended();
    process.once('SIGCONT', resumed);
    process.kill(process.pid, 'SIGSTOP');
  }
  for (const signal of ENDING) process.on(signal, interrupted);
  if (canSuspend) process.on('SIGTSTP', suspend);
  process.on('uncaughtExceptionMonitor', crashed);
  process.on('exit', crashed);
  return {
    suspend() {
      if (canSuspend) process.kill(0, 'SIGTSTP');
    },
    stop() {
      // Not at once: Ink would think that it is alone with a signal that is being told, and end the process.
      setImmediate(() => {
        for (const signal of ENDING) process.off(signal, interrupted);
      });
      process.off('uncaughtExceptionMonitor', crashed);
      process.off('exit', crashed);
      if (canSuspend) process.off('SIGTSTP', suspend).off('SIGCONT', resumed);
    },
  };
}
