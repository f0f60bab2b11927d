/**
 * Shortens a text beyond `max` characters (code points) in the middle and says how much is missing:
 * `abc… 5120 characters left out …xyz`. The result is at most `max` characters long, the note included.
 */
export function shortenMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...text];
  if (characters.length <= max) return text;
  const room = Math.max(0, max - leftOut(characters.length).length);
  const head = Math.ceil(room / 2);
  const tail = room - head;
  const note = leftOut(characters.length - room);
  return (
    characters.slice(0, head).join('') + note + characters.slice(characters.length - tail).join('')
  );
}

const leftOut = (count: number): string => `… ${count} characters left out …`;

/** A copy: V8 makes a slice of a text keep the whole text alive, a chunk of the input for one word. */
export const ownText = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
