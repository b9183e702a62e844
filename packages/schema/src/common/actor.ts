import type { Viewer } from "@coachwork/reader";

/** A viewer who can be named as the author of a change: a person or an API key. */
export interface Actor extends Viewer {
  /** The firm's time zone, in which its dates are counted. */
  readonly firmTimeZone: string;
  /** The IP address that the request came from. Unknown to jobs. */
  readonly clientAddress?: string;
}
