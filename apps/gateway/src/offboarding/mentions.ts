import type { Person } from "@coachwork/schema";

/** What a person is called in texts, as regular expressions of PostgreSQL. Null if nothing can be looked for. */
export interface Mentions {
  /** What is theirs alone, wherever it stands: an address, a meeting room, a full name, a long id. */
  readonly everywhere: string | null;
  /** What may mean something else elsewhere, such as a name of one word: in texts of their own engagements. */
  readonly own: string | null;
}

/** Shorter ids are ordinary words or numbers, which other texts have too. */
const LEAST_OF_ID = 6;
/** Shorter names are not looked for: what stands for them would be longer. */
const LEAST_OF_NAME = 3;

/** @param addresses every address by which the firm knew the person, and that of their meeting room */
export function mentionsOf(
  { name, externalId }: Pick<Person, "name" | "externalId">,
  addresses: readonly string[],
): Mentions {
  const isLong = name.length >= LEAST_OF_NAME;
  const isFull = /\S\s+\S/.test(name);
  const everywhere = [
    ...addresses,
    ...(isLong && isFull ? [name] : []),
    ...(externalId !== null && externalId.length >= LEAST_OF_ID ? [externalId] : []),
  ];
  const own = isLong && !isFull ? [name] : [];
  return { everywhere: patternOf(everywhere), own: patternOf([...everywhere, ...own]) };
}

/** Finds any of the texts as a word of its own. In JSON, some of their characters are escaped. */
function patternOf(texts: readonly string[]): string | null {
  const spellings = new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  if (spellings.size === 0) return null;
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
  return `(?<![[:alnum:]])(?:${longestFirst.map(escaped).join("|")})(?![[:alnum:]])`;
}

function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N}\s]/gu, String.raw`\$&`).replace(/\s+/gu, String.raw`\s+`);
}
