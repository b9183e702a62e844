import type { Clock } from "../clock.js";
import type { Database } from "../database/database.js";
import type { Bus } from "./bus.js";

/** What it takes to change something and to tell of it. */
export interface CommandServices {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
}
