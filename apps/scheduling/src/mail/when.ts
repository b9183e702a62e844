import { dateIn } from "@coachwork/platform";
/** A time from one instant to another. */
export interface TimeSpan {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A date and time of day with the reader's city and offset: "Tuesday, 2 March 2027, 10:00–11:00 (London, UTC+0)". */
export function spanText({ startsAt, endsAt }: TimeSpan, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone });
  return `${plainSpaces(format.formatRange(startsAt, endsAt))} (${zoneText(startsAt, timeZone)})`;
}

/** Like `spanText`, for one instant. */
export function instantText(instant: Date, locale: string, timeZone: string): string {
  const format = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(instant);
  const day = format({ dateStyle: "full" });
  return `${day}, ${timeText(instant, locale, timeZone)} (${zoneText(instant, timeZone)})`;
}

/** A time of day as people say it: "10:00", "5:00 PM", "10:00 Uhr". */
export function timeText(instant: Date, locale: string, timeZone: string): string {
  const time = plainSpaces(new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(instant));
  return new Intl.Locale(locale).language === "de" ? `${time} Uhr` : time;
}

/** A number of minutes, in hours if they are whole: "90 minutes", "24 Stunden". */
export function lengthText(minutes: number, locale: string): string {
  const [amount, unit] = minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return plainSpaces(new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount));
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

/** How many days after another an instant is on a zone's calendar: 1 is tomorrow. */
export function daysBetween(from: Date, to: Date, timeZone: string): number {
  const day = (instant: Date) => Date.parse(dateIn(timeZone, instant.getTime()));
  return Math.round((day(to) - day(from)) / 86_400_000);
}

/** A zone by its city and offset at an instant, as people recognise it: "Los Angeles, UTC−8". */
function zoneText(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(instant);
  const offset = parts
    .find(({ type }) => type === "timeZoneName")!
    .value.replace("GMT", "")
    .replace("-", "−");
  const city = timeZone.split("/").at(-1)!.replaceAll("_", " ");
  return city === "UTC" ? city : `${city}, UTC${offset || "+0"}`;
}

/** Many mail programs show typographic narrow spaces as gaps or boxes. */
function plainSpaces(text: string): string {
  return text.replace(/[\u2009\u202f]/g, " ");
}
