import { InvalidCalendar } from "./invalid-calendar.js";

/** One property of an iCalendar component: `NAME;PARAMETER=value:value` (RFC 5545, 3.1). Names are in upper case. */
export interface IcsProperty {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
  /** The line that it starts on, counted from 1. */
  readonly line: number;
}

/** Everything between a BEGIN and its END. */
export interface IcsComponent {
  readonly name: string;
  readonly line: number;
  readonly properties: IcsProperty[];
  readonly components: IcsComponent[];
}

// Outlook and Exchange write colons into zone names without quoting them: `TZID=tzone://Microsoft/Utc:2027...`.
const WORD = String.raw`"[^"]*"|tzone:\/\/[^":;,]*|\((?:UTC|GMT)[^)"]*\)[^":;,]*|[^":;,]*`;
const WORDS = String.raw`(?:${WORD})(?:,(?:${WORD}))*`;
const PROPERTY = new RegExp(String.raw`^([\w\-]+)((?:;[\w\-]+=${WORDS})*):(.*)$`, "s");
const PARAMETER = new RegExp(String.raw`;([\w\-]+)=(${WORDS})`, "g");

/**
 * The calendars in an iCalendar stream. Lines that are not properties are skipped, as in other programs: unescaped free
 * text says nothing about time. Wrong nesting is refused, because then a part of the calendar is missing.
 * @throws InvalidCalendar
 */
export function readCalendars(text: string): IcsComponent[] {
  const calendars: IcsComponent[] = [];
  const open: IcsComponent[] = [];
  for (const property of properties(text)) {
    const inside = open.at(-1);
    if (property.name === "BEGIN") {
      const name = property.value.trim().toUpperCase();
      const component: IcsComponent = { name, line: property.line, properties: [], components: [] };
      if (inside !== undefined) inside.components.push(component);
      else if (name === "VCALENDAR") calendars.push(component);
      else throw new InvalidCalendar(`BEGIN:${name} outside of a VCALENDAR`, property.line);
      open.push(component);
    } else if (property.name === "END") {
      const name = property.value.trim().toUpperCase();
      if (inside === undefined || inside.name !== name) {
        const expected = inside === undefined ? "nothing is open" : `${inside.name} of line ${inside.line} is open`;
        throw new InvalidCalendar(`END:${name}, but ${expected}`, property.line);
      }
      open.pop();
    } else {
      inside?.properties.push(property);
    }
  }
  const unended = open.at(-1);
  if (unended !== undefined) throw new InvalidCalendar(`${unended.name} has no END`, unended.line);
  if (calendars.length === 0) throw new InvalidCalendar("this is not a calendar: it has no BEGIN:VCALENDAR");
  return calendars;
}

/** The first property of that name, if there is one. */
export function property(component: IcsComponent, name: string): IcsProperty | undefined {
  return component.properties.find((candidate) => candidate.name === name);
}

function* properties(text: string): Generator<IcsProperty> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (let i = 0; i < lines.length;) {
    const line = i + 1;
    const folded = [lines[i]!];
    for (i += 1; i < lines.length && /^[ \t]/.test(lines[i]!); i += 1) folded.push(lines[i]!.slice(1));
    const [, name, parameters, value] = PROPERTY.exec(folded.join("")) ?? [];
    if (name === undefined) continue;
    yield { name: name.toUpperCase(), parameters: readParameters(parameters!), value: value!, line };
  }
}

function readParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name, value] of text.matchAll(PARAMETER)) {
    parameters.set(name!.toUpperCase(), value!.replace(/^"(.*)"$/, "$1"));
  }
  return parameters;
}
