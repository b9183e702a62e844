import type { Catalog } from "./catalog.js";
import { de } from "./de.js";
import { en } from "./en.js";

const catalogs: Readonly<Record<string, Catalog>> = { en, de };

/** For a page whose reader is not known. */
export const allLanguages: readonly Catalog[] = Object.values(catalogs);

/** How to write to a reader. */
export interface Language {
  readonly catalog: Catalog;
  /** The date format (BCP 47): the reader's own tag if it names a region and there are texts in its language. */
  readonly locale: string;
}

/** The reader's language, or English if there are no texts in it. */
export function languageOf(locale: string): Language {
  const asked = new Intl.Locale(locale);
  const { language, region } = asked;
  const catalog = catalogs[language];
  // Without a region, Intl would write English dates as in America.
  if (catalog) return { catalog, locale: region === undefined ? catalog.language : locale };
  return { catalog: en, locale: region === undefined ? en.language : withClockOf(asked) };
}

/** English as Europeans write it, on a clock of 12 or 24 hours as in the reader's own region. */
function withClockOf({ language, region }: Intl.Locale): string {
  const own = new Intl.DateTimeFormat(`${language}-${region}`, { timeStyle: "short" }).resolvedOptions().hourCycle;
  return new Intl.Locale(en.language, own === undefined ? {} : { hourCycle: own }).toString();
}
