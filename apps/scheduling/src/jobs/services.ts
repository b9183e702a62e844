import type { CommandServices, Logger } from "@coachwork/platform";

/** What tasks work with. A part that only some tasks need is declared beside them (`declare module`) and made in `main.ts`. */
export interface JobServices extends CommandServices {
  readonly logger: Logger;
}
