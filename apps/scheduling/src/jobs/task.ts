import type { JobName, JobPayload } from "./jobs.js";
import type { JobServices } from "./services.js";

/**
 * Does a job. It may be called again after a failure, or after a process died at it, so a task finds out what is still to
 * be done. What it throws is logged, and it is tried again, later each time. The signal aborts when the job's time is up or
 * the process stops; whatever a task waits for elsewhere should heed it.
 */
export type Task<Name extends JobName> = (
  services: JobServices,
  payload: JobPayload<Name>,
  signal: AbortSignal,
) => Promise<void>;
