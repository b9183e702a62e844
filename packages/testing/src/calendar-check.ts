/**
 * The errors of an iCalendar text by RFC 5545 and 5546, as sentences. Empty if it is valid. This is stricter than calendar
 * programs, and knows only what Coachwork writes: VEVENT and VTIMEZONE. It shares no code with what writes or reads calendars,
 * so that it can find errors in both.
 */
export function calendarProblems(text: string): string[] {
  const problems = lineProblems(text);
  const calendar = readComponents(text, problems);
  if (calendar !== undefined) problems.push(...judgeCalendar(calendar));
  return problems;
}

interface Line {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

interface Component {
  readonly name: string;
  readonly lines: Line[];
  readonly components: Component[];
}

const METHODS = ["PUBLISH", "REQUEST", "CANCEL", "REPLY", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER"];
const STATUSES = ["CONFIRMED", "TENTATIVE", "CANCELLED"];
const TEXTS = ["SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "NAME", "X-WR-CALNAME"];
const UTC = /^\d{8}T\d{6}Z$/;
const LOCAL = /^\d{8}T\d{6}$/;
const OFFSET = /^[+-]\d{4}(\d\d)?$/;
const YEARLY = /^FREQ=YEARLY;BYMONTH=\d{1,2};BYDAY=(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)$/;

/** Errors of form: octets, line ends and folding (RFC 5545, 3.1). */
function lineProblems(text: string): string[] {
  const problems: string[] = [];
  if (!text.endsWith("\r\n")) problems.push("the last line does not end in CRLF");
  const lines = text.split("\r\n");
  for (const [i, line] of lines.entries()) {
    const octets = Buffer.byteLength(line);
    if (octets > 75) problems.push(`line ${i + 1} has ${octets} octets; folded lines have 75 at most`);
    if (/[\r\n]/.test(line)) problems.push(`line ${i + 1} has a line end that is not CRLF`);
    if (/[^\P{Cc}\t\r\n]/u.test(line)) problems.push(`line ${i + 1} has a control character`);
    if (!line.isWellFormed() || line.includes("\uFFFD")) problems.push(`line ${i + 1} has half a character`);
    if (line === "" && i < lines.length - 1) problems.push(`line ${i + 1} is empty`);
  }
  return problems;
}

function readComponents(text: string, problems: string[]): Component | undefined {
  const root: Component = { name: "", lines: [], components: [] };
  const open = [root];
  for (const unfolded of text.replace(/\r\n[ \t]/g, "").split("\r\n")) {
    if (unfolded === "") continue;
    const line = readLine(unfolded);
    if (line === undefined) problems.push(`"${unfolded.slice(0, 60)}" is no property`);
    else if (line.name === "BEGIN") {
      const component: Component = { name: line.value, lines: [], components: [] };
      open.at(-1)!.components.push(component);
      open.push(component);
    } else if (line.name === "END") {
      const ended = open.length > 1 ? open.pop()!.name : "nothing";
      if (ended !== line.value) problems.push(`END:${line.value} ends ${ended}`);
    } else open.at(-1)!.lines.push(line);
  }
  if (open.length > 1) problems.push(`${open.at(-1)!.name} has no END`);
  const [calendar, ...others] = root.components;
  if (calendar?.name === "VCALENDAR" && others.length === 0 && root.lines.length === 0) return calendar;
  problems.push("the text is not one VCALENDAR and nothing else");
  return undefined;
}

function readLine(text: string): Line | undefined {
  const [, name, written, value] = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^":;,]*))*):(.*)$/s.exec(text) ?? [];
  if (name === undefined) return undefined;
  const parameters = [...written!.matchAll(/;([A-Z0-9-]+)=(?:"([^"]*)"|([^":;,]*))/g)];
  return {
    name,
    value: value!,
    parameters: new Map(parameters.map(([, key, quoted, bare]) => [key!, quoted ?? bare!])),
  };
}

function judgeCalendar(calendar: Component): string[] {
  const problems = [
    ...wrongNumber(calendar, "the calendar", { VERSION: 1, PRODID: 1 }, [
      "METHOD",
      "CALSCALE",
      "NAME",
      "X-WR-CALNAME",
      "REFRESH-INTERVAL",
      "X-PUBLISHED-TTL",
    ]),
    ...textProblems(calendar, "the calendar"),
  ];
  if (value(calendar, "VERSION") !== "2.0") problems.push("the calendar's VERSION is not 2.0");
  const method = value(calendar, "METHOD");
  if (method !== undefined && !METHODS.includes(method)) problems.push(`METHOD:${method} is none of iTIP's`);

  const zones = calendar.components.filter(({ name }) => name === "VTIMEZONE");
  const events = calendar.components.filter(({ name }) => name === "VEVENT");
  const onsets = new Map(zones.map((zone) => [value(zone, "TZID"), firstOnset(zone)]));
  if (onsets.size < zones.length) problems.push("two VTIMEZONEs have the same TZID");
  problems.push(...zones.flatMap(judgeZone));
  problems.push(...events.flatMap((event) => [...judgeEvent(event, onsets), ...judgeMessage(event, method)]));
  const used = new Set(events.flatMap(({ lines }) => lines.map(({ parameters }) => parameters.get("TZID"))));
  for (const zone of onsets.keys()) if (!used.has(zone)) problems.push(`no event uses the VTIMEZONE ${zone}`);

  const keys = events.map((event) => `${value(event, "UID")} ${value(event, "RECURRENCE-ID") ?? ""}`.trim());
  const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
  problems.push(...twice.map((key) => `${key} is there twice`));
  const uids = new Set(events.map((event) => value(event, "UID")));
  if ((method === "REQUEST" || method === "CANCEL") && uids.size !== 1)
    problems.push(`METHOD:${method} is about ${uids.size} UIDs`);
  return problems;
}

function judgeZone(zone: Component): string[] {
  const tzid = value(zone, "TZID") ?? "without a name";
  const problems = wrongNumber(zone, `VTIMEZONE ${tzid}`, { TZID: 1 }, ["LAST-MODIFIED", "TZURL"]);
  if (zone.components.length === 0) problems.push(`VTIMEZONE ${tzid} has no STANDARD or DAYLIGHT`);
  for (const observance of zone.components) {
    const place = `${observance.name} of ${tzid}`;
    if (!["STANDARD", "DAYLIGHT"].includes(observance.name))
      problems.push(`VTIMEZONE ${tzid} has a ${observance.name}`);
    problems.push(...wrongNumber(observance, place, { DTSTART: 1, TZOFFSETFROM: 1, TZOFFSETTO: 1 }, []));
    if (!LOCAL.test(value(observance, "DTSTART") ?? "")) problems.push(`${place} does not start at a local time`);
    for (const name of ["TZOFFSETFROM", "TZOFFSETTO"])
      if (!OFFSET.test(value(observance, name) ?? "")) problems.push(`${place} has no proper ${name}`);
    const rule = value(observance, "RRULE");
    if (rule !== undefined && !YEARLY.test(rule))
      problems.push(`${place} has the RRULE ${rule}, which Outlook misreads`);
  }
  return problems;
}

function judgeEvent(event: Component, onsets: ReadonlyMap<string | undefined, string>): string[] {
  const uid = value(event, "UID") ?? "without a UID";
  const place = `event ${uid}`;
  const once = [
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "ORGANIZER",
    "URL",
    "RECURRENCE-ID",
    "TRANSP",
  ];
  const problems = [
    ...wrongNumber(event, place, { UID: 1, DTSTAMP: 1, DTSTART: 1 }, [...once, "DTEND", "RRULE", "LAST-MODIFIED"]),
    ...textProblems(event, place),
  ];
  if (!UTC.test(value(event, "DTSTAMP") ?? "")) problems.push(`${place} has a DTSTAMP that is not in UTC`);
  if (!UTC.test(value(event, "LAST-MODIFIED") ?? "20270101T000000Z"))
    problems.push(`${place} has a LAST-MODIFIED that is not in UTC`);
  if (!/^\d+$/.test(value(event, "SEQUENCE") ?? "0")) problems.push(`${place} has a SEQUENCE that is no number`);
  const status = value(event, "STATUS");
  if (status !== undefined && !STATUSES.includes(status)) problems.push(`${place} has STATUS:${status}`);
  if (status === "CANCELLED" && value(event, "TRANSP") !== "TRANSPARENT")
    problems.push(`${place} is cancelled and blocks its time`);
  for (const { name, value: address } of event.lines)
    if (["ORGANIZER", "ATTENDEE"].includes(name) && !/^mailto:[^\s@]+@[^\s@]+$/i.test(address))
      problems.push(`${place} has ${name}:${address}, which is no address`);

  for (const name of ["DTSTART", "DTEND", "RECURRENCE-ID"]) problems.push(...timeProblems(event, name, place, onsets));
  const [start, end] = ["DTSTART", "DTEND"].map((name) => event.lines.find((line) => line.name === name));
  if (end === undefined && value(event, "DURATION") === undefined) problems.push(`${place} has no end`);
  if (end !== undefined && value(event, "DURATION") !== undefined) problems.push(`${place} has DTEND and DURATION`);
  if (start !== undefined && end !== undefined) {
    if (start.parameters.get("TZID") !== end.parameters.get("TZID")) problems.push(`${place} is in two zones`);
    else if (start.value >= end.value) problems.push(`${place} ends at ${end.value}, not after ${start.value}`);
  }
  const rule = value(event, "RRULE");
  if (rule !== undefined && !/(^|;)FREQ=/.test(rule)) problems.push(`${place} has an RRULE without FREQ`);
  if (/(^|;)COUNT=/.test(rule ?? "") && /(^|;)UNTIL=/.test(rule ?? ""))
    problems.push(`${place} has an RRULE with COUNT and UNTIL`);
  return problems;
}

/** A time is in UTC, or local with a TZID. A VTIMEZONE must cover it. */
function timeProblems(
  event: Component,
  name: string,
  place: string,
  onsets: ReadonlyMap<string | undefined, string>,
): string[] {
  const time = event.lines.find((line) => line.name === name);
  if (time === undefined) return [];
  const tzid = time.parameters.get("TZID");
  if (tzid === undefined) return UTC.test(time.value) ? [] : [`${place} has a ${name} neither in UTC nor with a TZID`];
  if (!LOCAL.test(time.value)) return [`${place} has a TZID at ${name}:${time.value}, which is no local time`];
  const onset = onsets.get(tzid);
  if (onset === undefined) return [`${place} has the TZID ${tzid} without a VTIMEZONE`];
  return onset <= time.value ? [] : [`VTIMEZONE ${tzid} begins ${onset}, after ${name} of ${place}`];
}

/** What a message of each method must contain (RFC 5546, 3.2). */
function judgeMessage(event: Component, method: string | undefined): string[] {
  const place = `event ${value(event, "UID")} in METHOD:${method}`;
  const has = (name: string): boolean => value(event, name) !== undefined;
  const problems: string[] = [];
  if (method !== undefined && !has("ORGANIZER")) problems.push(`${place} has no ORGANIZER`);
  if (method === "PUBLISH" && has("ATTENDEE")) problems.push(`${place} has an ATTENDEE`);
  if (method === "REQUEST" && !has("ATTENDEE")) problems.push(`${place} has no ATTENDEE`);
  // Without a STATUS, it only removes its attendees (RFC 5546, 3.2.5).
  if (method === "CANCEL" && value(event, "STATUS") !== "CANCELLED" && (has("STATUS") || !has("ATTENDEE")))
    problems.push(`${place} is not cancelled`);
  if (method === "CANCEL" && !has("SEQUENCE")) problems.push(`${place} has no SEQUENCE`);
  return problems;
}

/** TEXT (RFC 5545, 3.3.11): only commas, semicolons and backslashes are escaped. */
function textProblems({ lines }: Component, place: string): string[] {
  return lines
    .filter(({ name, value: text }) => TEXTS.includes(name) && !/^(?:[^\\,;]|\\[\\,;nN])*$/s.test(text))
    .map(({ name }) => `${place} has a ${name} that is not escaped`);
}

function wrongNumber(
  { lines }: Component,
  place: string,
  exactly: Readonly<Record<string, number>>,
  atMostOnce: readonly string[],
): string[] {
  const number = (name: string): number => lines.filter((line) => line.name === name).length;
  return [
    ...Object.entries(exactly).filter(([name, expected]) => number(name) !== expected),
    ...atMostOnce.filter((name) => number(name) > 1).map((name) => [name, 1] as const),
  ].map(([name]) => `${place} has ${number(name)} ${name}`);
}

function firstOnset({ components }: Component): string {
  return components.map((observance) => value(observance, "DTSTART") ?? "").sort()[0] ?? "9999";
}

function value({ lines }: Component, name: string): string | undefined {
  return lines.find((line) => line.name === name)?.value;
}
