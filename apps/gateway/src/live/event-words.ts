import type { EventType, EventWord } from "@coachwork/schema";

type Upper<T extends string> = T extends `${infer Noun}.${infer Verb}` ? Uppercase<`${Noun}_${Verb}`> : never;

/** The word by which the API names an event. An event without one does not compile. */
export function wordFor<T extends EventType>(type: T): Upper<T> & EventWord {
  return type.replace(".", "_").toUpperCase() as Upper<T> & EventWord;
}
