import type { ContentLine } from "./lines.js";
import { readProperty } from "./properties.js";

/** What people write to each other, and what programs note: it says nothing of when somebody is busy. */
const CONTENT = new Set(
  `SUMMARY DESCRIPTION STYLED-DESCRIPTION STRUCTURED-DATA LOCATION COMMENT CONTACT ATTACH CATEGORIES URL ORGANIZER CONFERENCE
  IMAGE LINK RELATED-TO RESOURCES GEO CLASS PRIORITY COLOR NAME`.split(/\s+/),
);
/** Instead of a line inside of a component: an empty one would look like one that is damaged. */
const LEFT_OUT = "X-:";

/**
 * What a calendar is kept for: to be worked out further ahead. So only what tells times is kept, and nothing of what people
 * wrote. All else is empty, so that each line has its number still.
 */
export class KeptLines {
  readonly #lines: string[] = [];

  keep(lines: readonly ContentLine[]): void {
    for (const line of lines) {
      const isContent = saysNothingOfTime(line);
      while (this.#lines.length < line.number) this.#lines.push("");
      const written = line.folded ?? [line.text];
      written.forEach((each, i) => (this.#lines[line.number - 1 + i] = isContent ? LEFT_OUT : each));
    }
  }

  /** The text; a reader gets the same out of it as of the whole calendar. */
  text(): string {
    return this.#lines.join("\n");
  }
}

/** Whether it is a property of no interest, and did not swallow the next one, as where a line end is missing. */
export function saysNothingOfTime(line: ContentLine): boolean {
  const property = readProperty(line);
  if (property === undefined || swallowed(line)) return false;
  if (property.name === "ATTENDEE") return property.parameters.get("PARTSTAT")?.toUpperCase() !== "DECLINED";
  return CONTENT.has(property.name) || /^X-(?!MICROSOFT-CDO-|WR-TIMEZONE$)/.test(property.name);
}

function swallowed({ text }: ContentLine): boolean {
  return /.(?:DTSTART|DTEND|DURATION|RRULE|RDATE|RECURRENCE-ID|END|BEGIN)[;:]/.test(text);
}
