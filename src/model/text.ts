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

/** Where texts are copied through: to make a buffer for each costs more than the copy. */
const COPIED = Buffer.allocUnsafeSlow(8192);

/** A copy: V8 makes a slice of a text keep the whole text alive, a chunk of the input for one word. */
export function ownText(text: string): string {
  if (text.length * 2 > COPIED.length) {
    return Buffer.from(text, 'utf16le').toString('utf16le');
  }
  return COPIED.toString('utf16le', 0, COPIED.write(text, 'utf16le'));
}
