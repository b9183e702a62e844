import type { ContentLine } from "./lines.js";
import type { IcsProperty } from "./properties.js";

/** Everything between a BEGIN and its END. */
export class IcsComponent {
  readonly properties: IcsProperty[] = [];
  readonly components: IcsComponent[] = [];
  /** Lines that are no property, empty ones among them. What they said is missing. */
  readonly unreadable: ContentLine[] = [];
  /** All its lines and those of the components in it, if it is one of a calendar's own. */
  readonly lines: ContentLine[] = [];
  /** A BEGIN or an END of a component in it is missing: a property may be the component's, or that of one in it. */
  isMixedUp = false;

  constructor(
    public name: string,
    readonly line: number,
  ) {}
}

/** The first property of that name, if there is one. */
export function property(component: IcsComponent, name: string): IcsProperty | undefined {
  return component.properties.find((candidate) => candidate.name === name);
}

/** The value of the first property of that name, where case does not matter. */
export function word(component: IcsComponent, name: string): string | undefined {
  return property(component, name)?.value.trim().toUpperCase();
}
