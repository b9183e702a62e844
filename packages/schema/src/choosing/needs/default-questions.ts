import { germanTexts } from "./default-questions-de.js";
import { englishTexts } from "./default-questions-en.js";
import { defaultLeanings, type DefaultTexts, type Leaning } from "./default-leanings.js";
import type { StoredNeedsChoice, StoredNeedsQuestion } from "./needs-question.js";

const languages: Readonly<Record<string, DefaultTexts>> = { en: englishTexts, de: germanTexts };

/** The questions that Coachwork comes with, in the language of a tag (BCP 47) if there is a translation, otherwise in English. */
export function defaultNeedsQuestions(locale: string): readonly StoredNeedsQuestion[] {
  const texts = languages[new Intl.Locale(locale).language] ?? englishTexts;
  return Object.entries(defaultLeanings).map(([name, { weight, choices }]) => {
    const { asks, choices: answers } = texts[name as keyof DefaultTexts];
    return {
      ...{ text: asks, weight },
      choices: choices.map((leaning: Leaning, place): StoredNeedsChoice => {
        const [text, reason] = answers[place]!;
        return { text, reason, weeks: null, format: null, ...leaning };
      }),
    };
  });
}
