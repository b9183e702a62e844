import type { Entity, Input, Search, Sees, Sql } from "@coachwork/reader";
import { Field } from "type-graphql";
import { searchableOf } from "./found-by.js";
import { isForgiven, remaindersOf, wordsIn } from "./words.js";

/** The words of a search that count. */
const MOST_SOUGHT = 4;

/** Later than every text that begins with the word, in the order of code points. */
const LAST = "\u{10FFFF}";

/** Finds records of a type by the words that it is declared to be found by. */
export function searches(entity: () => Entity): Search {
  return { matches: (text, sql, sees) => matches(entity(), text, sql, sees) };
}

/** Its field in the input of a filter. `what` names what is found, and by what. */
export function SearchText(what: string): PropertyDecorator {
  const description = `${what} Each of the first four words of the text begins such a word, in any order. Accents, case and apostrophes do not matter. A word of four letters or more may have a letter wrong, missing, too many or swapped. Without \`orderBy\`, the best matches come first. A text without letters and digits leaves all.`;
  return Field(() => String, { nullable: true, description });
}

/**
 * A query for the records in whose spellings each sought word is found. How well is a number per word: 0 for the word
 * itself, 1 for its beginning, 2 and 3 if a letter is not right. Words are compared one by one and not with a list: only so
 * PostgreSQL knows how common each is.
 */
function matches(entity: Entity, text: Input<string>, sql: Sql, sees: Sees): string {
  const { type, fields } = searchableOf(entity)!;
  const sought = text.map((given) => wordsIn(given).slice(0, MOST_SOUGHT));
  const seen = seenOf(Object.keys(fields), sees);
  const spelt = (forms: string) => `s.firm_id = ${sql.firm} and s.type = '${type}' and s.form ${forms}${seen}`;
  const begun = Array.from({ length: MOST_SOUGHT }, (_, place) => {
    const wordOf = (of: (word: string) => string) => {
      const word = sought.map((words) => (words[place] === undefined ? "" : of(words[place])));
      return sql.bind(word, "text");
    };
    const [word, end] = [wordOf((given) => given), wordOf((given) => given + LAST)];
    const forgivenEnd = wordOf((given) => (isForgiven(given) ? given + LAST : ""));
    const from = (fit: number) =>
      `select ${place} as word, s.record_id, case when s.spelling = ${word} then ${fit} else ${fit + 1} end as fit from spelling s`;
    return [
      `${from(0)} where ${spelt("in ('WORD', 'DOMAIN')")} and s.spelling >= ${word} and s.spelling < ${end}`,
      `${from(2)} where ${spelt("= 'REMAINDER'")} and s.spelling >= ${word} and s.spelling < ${forgivenEnd}`,
    ];
  });
  const hits = [...begun.flat(), slipped(sought, sql, spelt("in ('WORD', 'REMAINDER')"))].join(" union all ");
  const best = `select hit.record_id, min(hit.fit) as fit from (${hits}) hit group by hit.word, hit.record_id`;
  const count = sql.bind(
    sought.map((words) => words.length),
    "integer",
  );
  return `select best.record_id as id, sum(best.fit)::integer as rank from (${best}) best group by best.record_id having count(*) = ${count}`;
}

/** The spellings that a sought word is without one of its letters. */
function slipped(sought: Input<string[]>, sql: Sql, spelt: string): string {
  const slips = sought.map((words) =>
    words.flatMap((word, place) => remaindersOf(word).map((remainder) => ({ remainder, place }))),
  );
  const remainders = sql.bind(
    slips.map((all) => all.map(({ remainder }) => remainder)),
    "text[]",
  );
  const places = sql.bind(
    slips.map((all) => all.map(({ place }) => place)),
    "integer[]",
  );
  return `select slip.word, s.record_id, 2 as fit from unnest(${remainders}, ${places}) slip (spelling, word), spelling s where ${spelt} and s.spelling = slip.spelling`;
}

/** What the viewer may not see of a record does not find it. */
function seenOf(fields: readonly string[], sees: Sees): string {
  const conditions = fields.map((field) => [field, sees(field, "s.record_id")] as const);
  if (conditions.every(([, condition]) => condition === undefined)) return "";
  const each = conditions
    .filter(([, condition]) => condition !== "false")
    .map(([field, condition]) => (condition ? `(s.field = '${field}' and ${condition})` : `s.field = '${field}'`));
  return ` and (${each.join(" or ") || "false"})`;
}
