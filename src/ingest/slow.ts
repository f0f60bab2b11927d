/** Does the next one keep us waiting for so long? */
export async function isSlow(next: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, true);
  });
  try {
    return await Promise.race([next.then(() => false), idle]);
  } finally {
    clearTimeout(timer);
  }
}
