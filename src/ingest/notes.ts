import type { CoverageNote, CoverageNoteCode } from '../model/report.js';

export type TakeNote = (code: CoverageNoteCode, detail?: string) => void;

/** The notes of one source: each once, ordered by code, so that the order of the chunks does not show. */
export interface Notes {
  readonly take: TakeNote;
  readonly list: () => CoverageNote[];
}

export function createNotes(): Notes {
  const taken = new Map<string, CoverageNote>();
  return {
    take: (code, detail) => {
      taken.set(`${code} ${detail ?? ''}`, detail === undefined ? { code } : { code, detail });
    },
    list: () =>
      [...taken.keys()].sort().flatMap((key) => {
        const note = taken.get(key);
        return note === undefined ? [] : [note];
      }),
  };
}
