import { z } from "zod";
import type { Cause } from "./cause.js";
import type { JobServices } from "./services.js";

/** Jobs of one lane wait for each other, but not for jobs of other lanes. */
export type LaneName =
  | "schedule"
  // These wait for other people's servers. Scheduled work must not wait with them.
  | "calendars"
  | "mail"
  // A person who waits for a sign-in e-mail must not wait until a firm's whole schedule is sent.
  | "sign-in";

/** Background work of the schedule. A file declares one job: its name, its payload, its causes and its body. */
export interface Job<Told extends object = object> {
  /** Its name in the queue. Waiting jobs outlive a release, so a job keeps its name. */
  readonly name: string;
  readonly lane: LaneName;
  /**
   * Reads the payload: ids (UUIDs) and instants (ISO 8601), no content. A job checks the current state when it runs.
   */
  readonly told: { parse(payload: unknown): Told };
  readonly causedBy: readonly Cause[];
  /**
   * Does the job. It may be called again after a failure or a crash, so it finds out what is still to be done. Errors
   * are logged, and the job is retried after growing delays. The signal aborts when the job's time is up or the process
   * stops; everything that a job waits for elsewhere should heed it.
   */
  run(services: JobServices, told: Told, signal: AbortSignal): Promise<void>;
}

/** What a firm's job is told besides. */
export interface OfFirm {
  readonly firmId: string;
}

/** An id in a payload. */
export const uuid = z.guid();
/** An instant in a payload. */
export const instant = z.iso.datetime();

type Read<Shape extends z.ZodRawShape> = Readonly<z.output<z.ZodObject<Shape>>>;

/** By default, the lane is the schedule's, and only other jobs cause it. */
type Declared<Told extends object> = Pick<Job<Told>, "name" | "run"> & Partial<Pick<Job<Told>, "lane" | "causedBy">>;

/** Declares a job of a firm. */
export function job<Shape extends z.ZodRawShape>(
  declared: Declared<Read<Shape> & OfFirm> & { readonly told: Shape },
): Job<Read<Shape> & OfFirm> {
  const told = z.object({ ...declared.told, firmId: uuid }) as unknown as Job<Read<Shape> & OfFirm>["told"];
  return { lane: "schedule", causedBy: [], ...declared, told };
}

/** Declares a job without a firm, such as one about signing in. */
export function jobOfNoFirm<Shape extends z.ZodRawShape>(
  declared: Declared<Read<Shape>> & { readonly told: Shape },
): Job<Read<Shape>> {
  const told = z.object(declared.told) as unknown as Job<Read<Shape>>["told"];
  return { lane: "schedule", causedBy: [], ...declared, told };
}
