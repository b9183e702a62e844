import type { Shares } from "@coachwork/platform";
import type { Services } from "../../graphql/context.js";
import type { Posting } from "./post-message.js";
import type { SealedSecrets } from "./sealed-secrets.js";

/** What it takes to send messages. */
export interface SendingServices extends Services {
  readonly secrets: SealedSecrets;
  readonly posting: Posting;
  /** Attempts at the same time, in all and of a firm: to endpoints that answer, and to those that fail. */
  readonly places: Shares;
  readonly failingPlaces: Shares;
  /** By which lines know this process. */
  readonly worker: string;
  readonly isStopping: () => boolean;
}
