import { type IcsComponent, word } from "./components.js";
import { dateIn } from "./days.js";
import { type IcsEvent, readEvent, readPeriods } from "./event.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { busyOf, wholeDayOf } from "./occurrences.js";
import { MOST_OCCURRENCES } from "./rule.js";
import { type IcsSeries, seriesOf } from "./series.js";
import { instantOf, type IcsTime, type IcsZones } from "./time.js";
import { type Unreadable, unlessUnreadable } from "./unreadable.js";
import type { CalendarWarnings } from "./warnings.js";
import { zonesOf } from "./zone.js";
import { merge, type Interval } from "../interval.js";
import type { CalendarQuestion, ReadCalendar } from "./question.js";

/** The mark at the end of the UIDs that this product gives. */
const OURS = /@coachwork$/i;

/** Gathers the busy times of calendars that have been parsed, and what was wrong with them. */
export class BusyReading {
  readonly #busy: Interval[] = [];
  readonly #ours = new Map<string, Interval[]>();
  /** How many occurrences may still come. */
  #left = MOST_OCCURRENCES;

  constructor(
    readonly question: CalendarQuestion,
    readonly warnings: CalendarWarnings,
  ) {}

  /**
   * @param pastZones the TZIDs of events that are over, by line: nothing depends on them
   * @throws InvalidCalendar
   */
  read(calendar: IcsComponent, pastZones: ReadonlyMap<string, number>): void {
    const { timeZone, to, owner } = this.question;
    const zones = zonesOf(calendar, timeZone, to);
    this.#warn(faultsOf(zones, pastZones), "the event is over");
    const inCalendar = (name: string): readonly IcsComponent[] =>
      calendar.components.filter((component) => component.name === name);
    // A message that takes back what it lists (RFC 5546, 3.2.5).
    if (word(calendar, "METHOD") !== "CANCEL") {
      const events = inCalendar("VEVENT").map((component) => readEvent(component, zones, owner));
      for (const event of events) this.#warn(event.faults, consequenceOf(event, this.question.from));
      for (const series of seriesOf(events)) this.#take(series, zones);
    }
    for (const published of inCalendar("VFREEBUSY")) this.#count(this.#publishedIn(published, zones), published.line);
  }

  found(): Pick<ReadCalendar, "busy" | "ours"> {
    return { busy: merge(this.#busy), ours: [...this.#ours].map(([uid, times]) => ({ uid, busy: merge(times) })) };
  }

  #take(series: IcsSeries, zones: IcsZones): void {
    const faults: Unreadable[] = [];
    const { from, to } = this.question;
    const found = busyOf(series, { zones, from, to, atMost: this.#left, faults });
    this.#warn(faults, "what it repeats is busy as far as it can be read");
    const line = (series.main[0] ?? series.changed[0])?.component.line;
    if (!OURS.test(series.uid)) return this.#count(found, line);
    this.#count([], line, found.length);
    this.#ours.set(series.uid, [...(this.#ours.get(series.uid) ?? []), ...found]);
  }

  #publishedIn({ properties }: IcsComponent, zones: IcsZones): Interval[] {
    const { from, to } = this.question;
    return properties
      .filter(({ name, parameters }) => name === "FREEBUSY" && parameters.get("FBTYPE")?.toUpperCase() !== "FREE")
      .flatMap((list) => {
        const days: IcsTime[] = [];
        const periods = readPeriods(list, zones, (fault, written) => {
          this.#warn([fault], "its day is busy as a whole");
          days.push(...[dateIn(written, zones.floating)].filter((day) => day !== undefined));
        });
        const read = periods.flatMap(({ time, end }): Interval[] =>
          end === undefined ? [] : [[instantOf(time), end]],
        );
        return [...read, ...days.flatMap(wholeDayOf)];
      })
      .filter(([start, end]) => start < end && start < to && end > from);
  }

  #count(found: readonly Interval[], line: number | undefined, size = found.length): void {
    this.#left -= size;
    if (this.#left < 0) throw new InvalidCalendar(`more than ${MOST_OCCURRENCES} occurrences`, line);
    for (const each of found) this.#busy.push(each);
  }

  #warn(faults: readonly Unreadable[], consequence: string): void {
    for (const { line, problem } of faults) this.warnings.add(line, `${problem}; ${consequence}`);
  }
}

function faultsOf(zones: IcsZones, tzids: ReadonlyMap<string, number>): readonly Unreadable[] {
  const faults: Unreadable[] = [];
  for (const [tzid, line] of tzids) unlessUnreadable(faults, () => zones.resolve(tzid, line));
  return faults;
}

/** What came of it that an event cannot be decided. */
function consequenceOf({ busy, time, days, isChange, replaces }: IcsEvent, from: number): string {
  if (!busy) return "the event keeps nobody busy";
  if (days.length === 0 && time !== undefined && isChange && replaces === undefined)
    return "what it changes is busy where it was as well";
  if (days.length === 0 && time === undefined) return "it names no day, so that none is busy";
  return days.flatMap(wholeDayOf).some(([, end]) => end > from) ? "its day is busy as a whole" : "the event is over";
}
