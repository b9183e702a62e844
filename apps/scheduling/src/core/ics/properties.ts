import type { ContentLine } from "./lines.js";

/** One property of an iCalendar component: `NAME;PARAMETER=value:value` (RFC 5545, 3.1). Names are in upper case. */
export interface IcsProperty {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
  /** The line it starts on, counted from 1. */
  readonly line: number;
}

// Outlook and Exchange write colons into zone names without quoting them: `TZID=tzone://Microsoft/Utc:2027...`.
const WORD = String.raw`"[^"]*"|tzone:\/\/[^":;,]*|\((?:UTC|GMT)[^)"]*\)[^":;,]*|[^":;,]*`;
const WORDS = String.raw`(?:${WORD})(?:,(?:${WORD}))*`;
const PROPERTY = new RegExp(String.raw`^([\w\-]+)((?:;[\w\-]+=${WORDS})*):(.*)$`, "s");
const PARAMETER = new RegExp(String.raw`;([\w\-]+)=(${WORDS})`, "g");
const PLAIN = /^([\w-]+):/;
const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** The properties of iCalendar: RFC 5545, 7986, 9073, 9074 and 9253; and those of its components' beginnings and ends. */
const KNOWN = new Set(
  `BEGIN END VERSION PRODID CALSCALE METHOD ATTACH CATEGORIES CLASS COMMENT DESCRIPTION GEO LOCATION PERCENT-COMPLETE
  PRIORITY RESOURCES STATUS SUMMARY COMPLETED DTEND DUE DTSTART DURATION FREEBUSY TRANSP TZID TZNAME TZOFFSETFROM
  TZOFFSETTO TZURL TZUNTIL TZID-ALIAS-OF ATTENDEE CONTACT ORGANIZER RECURRENCE-ID RELATED-TO URL UID EXDATE EXRULE RDATE
  RRULE ACTION REPEAT TRIGGER CREATED DTSTAMP LAST-MODIFIED SEQUENCE REQUEST-STATUS NAME REFRESH-INTERVAL SOURCE COLOR IMAGE
  CONFERENCE CONCEPT LINK REFID LOCATION-TYPE PARTICIPANT-TYPE RESOURCE-TYPE CALENDAR-ADDRESS STYLED-DESCRIPTION
  STRUCTURED-DATA ACKNOWLEDGED PROXIMITY BUSYTYPE`.split(/\s+/),
);

/** The property on a line; undefined: there is none, or its name is not one of iCalendar's and does not begin with `X-`. */
export function readProperty({ text, number }: ContentLine): IcsProperty | undefined {
  // Most have no parameter.
  const [, plain] = PLAIN.exec(text) ?? [];
  const [, written = plain, parameters = "", value = text.slice((plain?.length ?? 0) + 1)] =
    plain === undefined ? (PROPERTY.exec(text) ?? []) : [];
  if (written === undefined) return undefined;
  const name = written.toUpperCase();
  if (!KNOWN.has(name) && !name.startsWith("X-")) return undefined;
  return { name, parameters: readParameters(parameters), value, line: number };
}

/** TEXT as it is meant (RFC 5545, 3.3.11). */
export function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, mark: string) => (mark === "n" || mark === "N" ? "\n" : mark));
}

function readParameters(text: string): ReadonlyMap<string, string> {
  if (text === "") return NO_PARAMETERS;
  const parameters = new Map<string, string>();
  for (const [, name, value] of text.matchAll(PARAMETER)) {
    parameters.set(name!.toUpperCase(), value!.replace(/^"(.*)"$/, "$1"));
  }
  return parameters;
}
