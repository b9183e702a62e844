import { registerEnumType } from "type-graphql";

/**
 * A closed set of words, each with its meaning. The database stores them as text with a CHECK. Comparing a PostgreSQL
 * enum is not leakproof, so no index would serve it under row level security.
 */
export function wordsOf<const Word extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Word, string>>,
): { readonly [W in Word]: W } {
  const words = Object.fromEntries(Object.keys(meanings).map((word) => [word, word])) as { [W in Word]: W };
  const valuesConfig = Object.fromEntries(
    Object.entries(meanings).map(([word, meaning]) => [word, { description: meaning as string }]),
  );
  registerEnumType(words, { name, description, valuesConfig: valuesConfig as never });
  return words;
}

/** The meanings of an order and of its reverse. */
type BothWays = readonly [order: string, reverse: string];

/**
 * The orders of a list. One with two meanings also has its reverse, `CREATED_DESC` for `CREATED`, which the reader knows by
 * that name.
 */
export function ordersOf(
  name: string,
  description: string,
  meanings: Readonly<Record<string, string | BothWays>>,
): object {
  const all = Object.entries(meanings).flatMap(([order, meaning]) =>
    typeof meaning === "string"
      ? [[order, meaning]]
      : [
          [order, meaning[0]],
          [`${order}_DESC`, meaning[1]],
        ],
  );
  return wordsOf(name, description, Object.fromEntries(all) as Record<string, string>);
}

export type WordOf<Words> = Words[keyof Words];
