/** One word of a command line. `line` counts from 1. */
export interface Word {
  readonly text: string;
  readonly line: number;
}

/**
 * Splits a command line into words as systemd and shells do: blanks part, quotes join and vanish, a backslash
 * keeps the next character. An open quote ends with the text. Source: systemd.service(5), "COMMAND LINES".
 */
export function splitWords(text: string, line = 1): readonly Word[] {
  const words: Word[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\' && quote !== "'" && at + 1 < text.length) {
      at += 1;
      word = (word ?? '') + text[at];
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (!/\s/.test(char)) word = (word ?? '') + char;
    else if (word !== undefined) {
      words.push({ text: word, line });
      word = undefined;
    }
  }
  if (word !== undefined) words.push({ text: word, line });
  return words;
}
