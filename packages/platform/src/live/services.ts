import type { Clock } from "../clock.js";
import type { Database } from "../database/database.js";
import type { Bus } from "./bus.js";

/** What is needed to change data and announce it. */
export interface CommandServices {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
}
