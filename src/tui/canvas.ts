import { Writable } from 'node:stream';

/** What Ink draws on: it gives each frame whole, as one text, and never sees the terminal itself. */
export interface Canvas extends Writable {
  columns: number;
  rows: number;
}

export function createCanvas(
  size: { readonly columns: number; readonly rows: number },
  show: (frame: string) => void,
): Canvas {
  const canvas = new Writable({
    decodeStrings: false,
    write(frame, _encoding, done) {
      show(String(frame));
      done();
    },
  });
  return Object.assign(canvas, size);
}
