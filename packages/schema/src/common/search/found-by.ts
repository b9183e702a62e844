import type { Entity } from "@coachwork/reader";
import { snakeCase } from "../naming.js";
import { beginningsOf, remaindersOf, wordsIn } from "./words.js";

/** A text, or an e-mail address, whose domain must be spelt right: few type it, and many share it. */
type TextKind = "text" | "address";

type Fields = Readonly<Record<string, TextKind>>;

/** How records of a type are found. */
export interface Searchable {
  /** The word for the type in the index, which is its table's. */
  readonly type: string;
  readonly fields: Fields;
}

const searchables = new Map<Entity, Searchable>();

/**
 * Declares that records are found by the words of these fields. Of a word that is in several, the first counts: name those
 * first that everybody sees.
 */
export function FoundBy(fields: Fields): ClassDecorator {
  return (target) => {
    searchables.set(target as unknown as Entity, { type: snakeCase(target.name).replace(/^_/, ""), fields });
  };
}

export function searchableOf(entity: Entity): Searchable | undefined {
  return searchables.get(entity);
}

/** How the records of each type are found. */
export function allSearchables(): readonly Searchable[] {
  return [...searchables.values()];
}

/** A word as it is, what remains of a word without a letter, or a word of an address's domain, which must be right. */
export type SpellingForm = "WORD" | "REMAINDER" | "DOMAIN";

/** A spelling by which a record is found. */
export interface SpellingOf {
  readonly spelling: string;
  readonly field: string;
  readonly form: SpellingForm;
}

/** Every spelling by which a record is found. One that is of several forms or fields is kept once. */
export function spellingsOf({ fields }: Searchable, record: object): SpellingOf[] {
  const values = record as Readonly<Record<string, string | null>>;
  const parts = Object.entries(fields).map(([field, kind]) => {
    const value = values[field] ?? "";
    const [text, domain = ""] = kind === "address" ? value.split("@") : [value];
    return { field, words: wordsIn(text!), domain: wordsIn(domain) };
  });
  const all = [
    ...parts.flatMap(({ field, words }) => spelt(words.flatMap(beginningsOf), field, "WORD")),
    ...parts.flatMap(({ field, domain }) => spelt(domain, field, "DOMAIN")),
    ...parts.flatMap(({ field, words }) => spelt(words.flatMap(remaindersOf), field, "REMAINDER")),
  ];
  return [...new Map(all.reverse().map((each) => [each.spelling, each])).values()];
}

function spelt(spellings: readonly string[], field: string, form: SpellingForm): SpellingOf[] {
  return spellings.map((spelling) => ({ spelling, field, form }));
}
