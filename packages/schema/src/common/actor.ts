import type { Viewer } from "@coachwork/reader";

/** A viewer with an identity to answer for what is done: the person, or the API key. */
export interface Actor extends Viewer {
  readonly actorId: string;
  /** The zone of the firm's dates. */
  readonly firmTimeZone: string;
}
