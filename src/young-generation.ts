import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** What a log leaves behind is short-lived: with room for more the program is larger, not faster. */
const ENOUGH_BYTES = 16 * 1024 * 1024;
const LOOK_MS = 20;
/** Where it is not reached by then, little is read. */
const MAX_LOOKS = 3_000;

/** As V8 has it, and as it has to be where scripts are compiled. */
export const GROWTH = '--semi-space-growth-factor=2';
const NO_GROWTH = '--semi-space-growth-factor=1';

/** Holds the young generation where V8 has let it grow to 16 MB; by itself it takes 32 and more. No flag at the start does that. */
export function holdYoungGeneration(): void {
  let looks = 0;
  const look = (): void => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    const isEnough = young !== undefined && young.space_size >= ENOUGH_BYTES;
    if (isEnough) setFlagsFromString(NO_GROWTH);
    looks += 1;
    if (isEnough || looks === MAX_LOOKS) clearInterval(timer);
  };
  const timer = setInterval(look, LOOK_MS).unref();
}
