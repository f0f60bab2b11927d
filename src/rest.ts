/**
 * So long nothing comes before what might have gone on is taken for whole: writers write an entry in one go. Waited for
 * twice: where this thread was busy itself, what came meanwhile is heard between.
 */
const HALF_REST_MS = 500;

/** Watches a source that may go on at any time for pauses. */
export interface Rest {
  /** Something came. */
  again(): void;
  end(): void;
}

/** `rests` is called once in each pause. */
export function createRest(rests: () => void): Rest {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => clearTimeout(timer);
  return {
    again() {
      end();
      timer = setTimeout(() => {
        timer = setTimeout(rests, HALF_REST_MS);
      }, HALF_REST_MS);
    },
    end,
  };
}
