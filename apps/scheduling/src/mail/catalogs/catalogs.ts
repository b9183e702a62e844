import type { Catalog } from "./catalog.js";
import { de } from "./de.js";
import { en } from "./en.js";

const catalogs: Readonly<Record<string, Catalog>> = { en, de };

/** How to write to a reader. */
export interface Language {
  readonly catalog: Catalog;
  /** By whose customs dates are written (BCP 47): the reader's own where there are texts in the reader's language. */
  readonly locale: string;
}

/** The reader's language, or English where there are no texts in it. */
export function languageOf(locale: string): Language {
  const catalog = catalogs[new Intl.Locale(locale).language];
  return catalog ? { catalog, locale } : { catalog: en, locale: en.language };
}
