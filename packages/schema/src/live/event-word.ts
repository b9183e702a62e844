import { type WordOf, wordsOf } from "../common/enums.js";
import { eventsOfEngagements, otherEvents } from "./event-meanings.js";

const meanings = { ...eventsOfEngagements, ...otherEvents };

/** An event that the API has a word for. Telling of one without does not compile. */
export type WordedEvent = keyof typeof meanings;

/** The word by which the API names an event: PERSON_CREATED for `person.created`. */
type Word<Type> = Type extends `${infer Noun}.${infer Verb}` ? Uppercase<`${Noun}_${Verb}`> : never;

export function wordFor<Type extends WordedEvent>(type: Type): Word<Type> {
  return type.replace(".", "_").toUpperCase() as Word<Type>;
}

/** The words of some events, with their meanings. */
function worded<Type extends WordedEvent>(
  events: Readonly<Record<Type, string>>,
): Readonly<Record<Word<Type>, string>> {
  const words = Object.entries(events).map(([type, meaning]) => [wordFor(type as Type), meaning]);
  return Object.fromEntries(words) as Record<Word<Type>, string>;
}

export const EventWord = wordsOf("EventType", "What happened in a firm.", {
  SNAPSHOT: "Nothing happened: it is where a subscription begins.",
  ...worded(meanings),
});
export type EventWord = WordOf<typeof EventWord>;

export const EngagementChangeType = wordsOf("EngagementChangeType", "What happened in an engagement.", {
  SNAPSHOT: "Nothing happened: it is the engagement as it is where the subscription begins.",
  ...worded(eventsOfEngagements),
});

const events = Object.keys(meanings) as WordedEvent[];
const byWord = new Map<string, WordedEvent>(events.map((event) => [wordFor(event), event]));

/** The event that a word names. Undefined for SNAPSHOT. */
export function eventOf(word: EventWord): WordedEvent | undefined {
  return byWord.get(word);
}
