/** What has to be undone, the last first. */
export interface Undo {
  /** What is added after `run` is undone at once. */
  add(...steps: readonly (() => void)[]): void;
  /** Undoes all; nothing the second time. */
  run(): void;
}

export function createUndo(): Undo {
  const steps: (() => void)[] = [];
  let isRun = false;
  function run(): void {
    isRun = true;
    for (let step = steps.pop(); step; step = steps.pop()) step();
  }
  return {
    add(...more) {
      steps.push(...more);
      if (isRun) run();
    },
    run,
  };
}
