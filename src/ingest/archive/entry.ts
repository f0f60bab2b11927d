import type { CoverageNote } from '../../model/report.js';
import type { TakeNote } from '../notes.js';

/** A member of an archive as its format tells it; nothing of it is trusted yet. */
export type Entry =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: EntryBytes }
  | { readonly kind: 'folder'; readonly name: string }
  | {
      readonly kind: 'link';
      readonly name: string;
      readonly target: string;
      readonly hard: boolean;
    }
  | { readonly kind: 'noted'; readonly name: string; readonly note: CoverageNote };

/** The unpacked bytes, to be read once and before the next entry is taken. */
export type EntryBytes = (take: TakeNote) => AsyncGenerator<Buffer>;
