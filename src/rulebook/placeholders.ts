/** What a text of a rule may ask for: the renderers put in what the finding has. */
export const PLACEHOLDERS = [
  '{nodes}',
  '{count}',
  '{rate}',
  '{baseline}',
  '{ratio}',
  '{duration}',
  '{cycle}',
  '{value}',
  '{version}',
  '{fix}',
] as const;

const KNOWN: ReadonlySet<string> = new Set(PLACEHOLDERS);

/** `{name}`, each once; the `${NAME}` of a shell, `{{.Name}}` and `{.name}` are none. */
export function unknownPlaceholders(text: string): readonly string[] {
  const names = [...text.matchAll(/(?<![${])\{[A-Za-z]\w*\}/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !KNOWN.has(name));
}
