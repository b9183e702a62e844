import { type IcsComponent, property } from "./components.js";
import { isHistory } from "./history.js";
import { uidOf } from "./series.js";

interface Forgotten {
  /** The TZIDs of events that are over, each with a line that has it. */
  readonly zones: Map<string, number>;
  /** Events that are over, and may be newer versions of some that are not. */
  readonly versions: IcsComponent[];
}

/** Tells, while a calendar is read, which of its components are of use: what is over is forgotten. */
export class Relevance {
  readonly #forgotten = new Map<IcsComponent, Forgotten>();

  constructor(readonly from: number) {}

  isRelevant(component: IcsComponent, calendar: IcsComponent): boolean {
    if (component.name !== "VEVENT") return component.name === "VTIMEZONE" || component.name === "VFREEBUSY";
    if (!isHistory(component, this.from)) return true;
    const { zones, versions } = this.forgottenOf(calendar);
    const start = property(component, "DTSTART")!;
    const tzid = start.parameters.get("TZID");
    if (tzid !== undefined && !zones.has(tzid)) zones.set(tzid, start.line);
    if (Number(property(component, "SEQUENCE")?.value) > 0) versions.push(component);
    return false;
  }

  /** Events that are over, of which an older version is not. */
  newerVersionsIn(calendar: IcsComponent): readonly IcsComponent[] {
    const events = calendar.components.filter(({ name }) => name === "VEVENT");
    const uids = new Set(events.map((event) => uidOf(event)));
    return this.forgottenOf(calendar).versions.filter((event) => uids.has(uidOf(event)));
  }

  forgottenOf(calendar: IcsComponent): Forgotten {
    const forgotten = this.#forgotten.get(calendar) ?? { zones: new Map(), versions: [] };
    this.#forgotten.set(calendar, forgotten);
    return forgotten;
  }
}
