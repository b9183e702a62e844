const DAY_MS = 86_400_000;

/** Which date it is in a zone, `YYYY-MM-DD`. */
export function dateIn(timeZone: string, instant: number): string {
  // Swedish writes dates as ISO 8601 does.
  return new Date(instant).toLocaleDateString("sv-SE", { timeZone });
}

function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The date so many days from today in a zone. */
export function dayFrom(now: Date, timeZone: string, days: number): string {
  return plusDays(dateIn(timeZone, now.getTime()), days);
}

/** The date so many working days (Monday to Friday) from today in a zone; never today. */
export function workdayFrom(now: Date, timeZone: string, workdays: number): string {
  const step = Math.sign(workdays);
  let date = dateIn(timeZone, now.getTime());
  for (let left = Math.abs(workdays); left > 0;) {
    date = plusDays(date, step);
    if (![0, 6].includes(new Date(date).getUTCDay())) left--;
  }
  return date;
}

/** The instant at which clocks of a zone show this date and time, which must be one that they do show. */
export function instantOf(timeZone: string, date: string, time: string): Date {
  const shown = Date.parse(`${date}T${time}Z`);
  // The offset of a nearby instant is off only around a change of clocks; the second look is right.
  const near = shown - offsetAt(timeZone, shown);
  return new Date(shown - offsetAt(timeZone, near));
}

function offsetAt(timeZone: string, instant: number): number {
  const shown = new Date(instant).toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return Date.parse(`${shown.replace(" ", "T")}Z`) - instant;
}
