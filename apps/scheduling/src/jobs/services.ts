import type { CommandServices, Logger } from "@coachwork/platform";

/** What jobs work with. A part that only some jobs need is declared beside them (`declare module`) and made in `main.ts`. */
export interface JobServices extends CommandServices {
  readonly logger: Logger;
}
