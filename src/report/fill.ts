import type { Lang } from '../model/report.js';
import type { Text } from '../model/rule.js';

type Args = Readonly<Record<string, string>>;

/** Replaces `{name}` by the argument of that name, once: arguments are not searched again. A name without an argument stays. */
export const fill = (text: string, args: Args): string =>
  text.replace(/\{([A-Za-z]\w*)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? (args[name] ?? whole) : whole,
  );

/** The text in the wanted language, English where it lacks, with its placeholders filled. */
export const speak = (text: Text, lang: Lang, args: Args = {}): string =>
  fill(text[lang] || text.en, args);
