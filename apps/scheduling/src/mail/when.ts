/** A time from one instant to another. */
export interface TimeSpan {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A date and time of day with its zone's name, as a reader writes them: "Tuesday, 2 March 2027, 10:00–11:00 (…)". */
export function spanText({ startsAt, endsAt }: TimeSpan, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone });
  return `${plainSpaces(format.formatRange(startsAt, endsAt))} (${zoneName(startsAt, locale, timeZone)})`;
}

/** Like `spanText`, for one instant. */
export function instantText(instant: Date, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone });
  return `${plainSpaces(format.format(instant))} (${zoneName(instant, locale, timeZone)})`;
}

/** A calendar day ("2027-03-02"), with its year. */
export function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}

/** Only day and time, for a subject. */
export function shortText(instant: Date, locale: string, timeZone: string): string {
  const parts = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" } as const;
  return plainSpaces(new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(instant));
}

function zoneName(instant: Date, locale: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "long" }).formatToParts(instant);
  return parts.find(({ type }) => type === "timeZoneName")!.value;
}

/** Many mail programs show typographic narrow spaces as gaps or boxes. */
function plainSpaces(text: string): string {
  return text.replace(/[\u2009\u202f]/g, " ");
}
