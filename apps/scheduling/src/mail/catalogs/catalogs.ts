import type { Catalog } from "./catalog.js";
import { de } from "./de.js";
import { en } from "./en.js";

const catalogs: Readonly<Record<string, Catalog>> = { en, de };

/** How to write to a reader. */
export interface Language {
  readonly catalog: Catalog;
  /** The date format (BCP 47): the reader's own tag if it names a region and there are texts in its language. */
  readonly locale: string;
}

/** The reader's language, or English if there are no texts in it. */
export function languageOf(locale: string): Language {
  const { language, region } = new Intl.Locale(locale);
  const catalog = catalogs[language];
  if (!catalog) return { catalog: en, locale: en.language };
  // Without a region, Intl would write English dates as in America.
  return { catalog, locale: region === undefined ? catalog.language : locale };
}
