/** Characters of a cited line that a report shows at most. */
export const MAX_CITED_CHARACTERS = 2000;

/**
 * Shortens a text beyond `max` characters (code points) in the middle and says how much is missing:
 * `abc… 5120 characters left out …xyz`. The result is at most `max` characters long, the note included.
 */
export function shorten(text: string, max = MAX_CITED_CHARACTERS): string {
  if (text.length <= max) return text;
  const characters = [...text];
  if (characters.length <= max) return text;
  const room = max - leftOut(characters.length).length;
  const head = Math.ceil(room / 2);
  const tail = room - head;
  const note = leftOut(characters.length - head - tail);
  return (
    characters.slice(0, head).join('') + note + characters.slice(characters.length - tail).join('')
  );
}

const leftOut = (count: number): string => `… ${count} characters left out …`;
