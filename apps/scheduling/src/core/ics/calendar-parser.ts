import { IcsComponent, property } from "./components.js";
import { InvalidCalendar } from "./invalid-calendar.js";
import { type ContentLine, contentLines } from "./lines.js";
import { readProperty } from "./properties.js";
import type { CalendarWarnings } from "./warnings.js";

const IN_CALENDARS = new Set(["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"]);
const IN_COMPONENTS = new Set(["VALARM", "STANDARD", "DAYLIGHT", "AVAILABLE", "PARTICIPANT", "VLOCATION", "VRESOURCE"]);
/** Lines outside of all components that are remembered, in case that the BEGIN of one is missing. */
const MOST_LOOSE = 1_000;

/** What is said of the whole calendar that matters to its times. */
const OF_CALENDARS = new Set(["METHOD", "X-WR-TIMEZONE"]);

/** Whether a component of a calendar is of use, asked when it has ended; others are forgotten at once. */
export type IsRelevant = (component: IcsComponent, calendar: IcsComponent) => boolean;

/**
 * The calendars in an iCalendar stream. One line that is damaged spoils no more than the component that it belongs to: a
 * BEGIN or END that is missing is put where it must have been, with a warning.
 * @throws InvalidCalendar for what is no calendar, or is broken off.
 */
export function parseCalendars(
  text: string | Uint8Array,
  isRelevant: IsRelevant,
  warnings: CalendarWarnings,
): readonly IcsComponent[] {
  const parser = new CalendarParser(isRelevant, warnings);
  for (const line of contentLines(text)) parser.take(line);
  return parser.end();
}

class CalendarParser {
  readonly #calendars: IcsComponent[] = [];
  /** From the outermost: a calendar, a component of it, and what is in that. */
  readonly #open: IcsComponent[] = [];
  /** What stands in the calendar, or before it, since the last component in it. */
  #loose: ContentLine[] = [];
  #hasEvents = false;
  /** The last line, if it says nothing. */
  #stray: ContentLine | undefined;

  constructor(
    readonly isRelevant: IsRelevant,
    readonly warnings: CalendarWarnings,
  ) {}

  take(line: ContentLine): void {
    const property = readProperty(line);
    this.#stray = property ? undefined : line;
    if (property?.name === "BEGIN") return this.#begin(property.value.trim().toUpperCase(), line);
    if (property?.name === "END") return this.#end(property.value.trim().toUpperCase(), line);
    if (this.#open.length < 2 && this.#loose.length < MOST_LOOSE) this.#loose.push(line);
    if (this.#open[1]) this.#open[1].lines.push(line);
    else if (property && OF_CALENDARS.has(property.name)) this.#open[0]?.lines.push(line);
    const inside = this.#open.at(-1);
    if (property) inside?.properties.push(property);
    else inside?.unreadable.push(line);
  }

  end(): readonly IcsComponent[] {
    const unended = this.#open.at(-1);
    if (unended !== undefined) {
      if (!this.#isEndDamaged()) throw new InvalidCalendar(`${nameOf(unended)} has no END`, unended.line);
      const [calendar] = this.#open;
      this.#close(1, "has no END");
      this.warnings.add(this.#stray!.number, "VCALENDAR has no END");
      calendar!.lines.push({ text: "END:VCALENDAR", number: this.#stray!.number });
      this.#close(0);
    }
    if (this.#calendars.length === 0) throw new InvalidCalendar("this is not a calendar: it has no BEGIN:VCALENDAR");
    return this.#calendars;
  }

  /** Whether the last line stands where END:VCALENDAR should, and the calendar is not broken off before. */
  #isEndDamaged(): boolean {
    if (this.#stray === undefined || this.#open[0]!.name !== "VCALENDAR") return false;
    const { text } = this.#stray;
    // The one event that stands open may have swallowed it: its own END is on that line.
    if (this.#open.length > 1) return /END:VCALENDAR$/i.test(text);
    return this.#hasEvents && !/^B/i.test(text);
  }

  #begin(name: string, line: ContentLine): void {
    if (name === "VCALENDAR") this.#close(0, "has no END");
    else if (IN_CALENDARS.has(name)) {
      this.#close(1, "has no END");
      if (this.#open.length === 0) this.#beginUnnamedCalendar(line.number);
    } else if (IN_COMPONENTS.has(name) && this.#open.length < 2) return void this.#loose.push(line);
    this.#push(new IcsComponent(name, line.number), line);
  }

  /** The BEGIN of a calendar is missing, if its END comes. */
  #beginUnnamedCalendar(line: number): void {
    const calendar = new IcsComponent("", line);
    for (const before of this.#loose) {
      const property = readProperty(before);
      if (property) calendar.properties.push(property);
      if (property && OF_CALENDARS.has(property.name)) calendar.lines.push(before);
    }
    this.#open.push(calendar);
  }

  #push(component: IcsComponent, line: ContentLine): void {
    this.#open.push(component);
    (this.#open[1] ?? component).lines.push(line);
    this.#loose = [];
  }

  #end(name: string, line: ContentLine): void {
    const at = this.#open.findLastIndex((component) => component.name === name);
    if (at >= 0) {
      this.#close(at + 1, "has no END");
      (this.#open[1] ?? this.#open[0]!).lines.push(line);
      return this.#close(at);
    }
    if (name === "VCALENDAR") return this.#endUnnamedCalendar(line);
    if (IN_CALENDARS.has(name)) return this.#endWithoutBegin(name, line);
    this.#stray = line;
    const inside = this.#open.at(-1);
    if (this.#open.length < 2) this.#loose.push(line);
    else this.#open[1]!.lines.push(line);
    if (IN_COMPONENTS.has(name) && this.#open[1]) {
      this.#open[1].isMixedUp = true;
      this.warnings.add(line.number, `${name} has no BEGIN`);
    } else inside?.unreadable.push(line);
  }

  #endUnnamedCalendar(line: ContentLine): void {
    this.warnings.add(line.number, "VCALENDAR has no BEGIN");
    const [calendar] = this.#open;
    if (calendar === undefined) return;
    this.#close(1, "has no END");
    calendar.lines.push(line);
    calendar.name = "VCALENDAR";
    this.#close(0);
  }

  /** The BEGIN of a component is damaged: it names another, or its properties stand in what was before, or in the calendar. */
  #endWithoutBegin(name: string, line: ContentLine): void {
    this.warnings.add(line.number, `${name} has no BEGIN`);
    const inside = this.#open[1];
    const lines = [...(inside?.lines ?? this.#loose), line];
    if (inside !== undefined && !IN_CALENDARS.has(inside.name)) {
      inside.name = name;
      inside.lines.push(line);
      return this.#close(1);
    }
    if (inside !== undefined) {
      inside.isMixedUp = true;
      this.#close(1, "has no END");
    }
    if (this.#open.length === 0) this.#beginUnnamedCalendar(lines[0]!.number);
    this.#open.push(componentOf(name, lines, inside !== undefined));
    this.#close(1);
  }

  /** Ends what is open, down to so many; with a problem, if it is one that they have no END. */
  #close(most: number, problem?: string): void {
    while (this.#open.length > most) {
      const component = this.#open.pop()!;
      const parent = this.#open.at(-1);
      if (problem !== undefined) {
        this.warnings.add(component.line, `${nameOf(component)} ${problem}`);
        if (this.#open[1]) this.#open[1].isMixedUp = true;
      }
      if (this.#open.length === 0) {
        if (component.name === "VCALENDAR") this.#calendars.push(component);
      } else if (this.#open.length > 1 || this.isRelevant(component, parent!)) parent!.components.push(component);
      this.#hasEvents ||= component.name === "VEVENT";
      this.#loose = [];
    }
  }
}

/** A component out of all lines that may be its own. */
function componentOf(name: string, lines: readonly ContentLine[], isMixedUp: boolean): IcsComponent {
  const component = new IcsComponent(name, lines[0]!.number);
  for (const line of lines) {
    const read = readProperty(line);
    if (read) component.properties.push(read);
    else component.unreadable.push(line);
  }
  component.lines.push(...lines);
  component.isMixedUp = isMixedUp || property(component, "BEGIN") !== undefined;
  return component;
}

/** Its name, if that is one of iCalendar's: it stands in warnings, which quote nothing. */
function nameOf({ name }: IcsComponent): string {
  return name === "VCALENDAR" || IN_CALENDARS.has(name) || IN_COMPONENTS.has(name) ? name : "A component";
}
