import { property, type IcsComponent } from "./components.js";
import { DAY } from "../lengths.js";

/** However far a zone is from UTC, and some more. */
const MARGIN = 2 * DAY;

/**
 * Whether an event was over before `from`, told by no more than the dates that it names, so that the years of a large calendar
 * are forgotten as fast as they are read. Where that is in doubt it is none: it goes on, or something in it is not as usual.
 */
export function isHistory(event: IcsComponent, from: number): boolean {
  if (event.isMixedUp || event.unreadable.length > 0) return false;
  const dates = ["DTSTART", "DTEND", "RECURRENCE-ID"].map((name) => property(event, name));
  const [start, end, replaces] = dates;
  if (start === undefined || replaces?.parameters.has("RANGE")) return false;
  const rule = event.properties.filter(({ name }) => name === "RRULE" || name === "RDATE");
  const until = rule.map(({ name, value }) => (name === "RRULE" ? /;UNTIL=([^;]+)/i.exec(value)?.[1] : undefined));
  const length = end === undefined ? lengthOf(property(event, "DURATION")?.value) : 0;
  const ends = [...dates.filter((date) => date !== undefined).map(({ value }) => value), ...until].map(dayOf);
  // A length is that of each occurrence, the last among them.
  const most = rule.length === 0 || end === undefined ? length : dayOf(end.value) - dayOf(start.value);
  // Of what ends before it starts, more is to be said than that it is over.
  if (end !== undefined && !(end.value.trim() >= start.value.trim() && end.parameters.size === start.parameters.size))
    return false;
  return ends.every((day) => day + most + MARGIN < from);
}

/** NaN, which is before nothing, where there is no plain date. */
function dayOf(value: string | undefined): number {
  const [, year, month, day] = /^\s*(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?\s*$/.exec(value ?? "") ?? [];
  return Date.parse(`${year}-${month}-${day}T00:00Z`);
}

function lengthOf(duration: string | undefined): number {
  if (duration === undefined) return 0;
  const [, weeks, days, hours] =
    /^\s*P(?:(\d{1,2})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?[\dMS]*)?\s*$/.exec(duration) ?? [];
  if (weeks === undefined && days === undefined && hours === undefined && !/^\s*PT\d{1,5}[MS]/.test(duration))
    return NaN;
  return (Number(weeks ?? 0) * 7 + Number(days ?? 0) + Math.ceil(Number(hours ?? 0) / 24) + 4) * DAY;
}
