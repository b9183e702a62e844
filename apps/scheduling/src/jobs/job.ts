import { z } from "zod";
import type { Cause } from "./cause.js";
import type { JobServices } from "./services.js";

/** Jobs of one lane wait for each other, and for no job of another lane. */
export type LaneName =
  | "schedule"
  // These wait for others' servers: what is due at a time is not to wait with them.
  | "calendars"
  | "mail"
  // Nor does somebody who waits for a letter to sign in wait until a firm's whole schedule is told.
  | "sign-in";

/** Something that the schedule does later and by itself. A file declares one: its name, what it is told, what causes it, its work. */
export interface Job<Told extends object = object> {
  /** What the queue calls it. Jobs that wait outlive a release, so a job keeps its name. */
  readonly name: string;
  readonly lane: LaneName;
  /** Reads what it is told: ids (UUIDs) and instants (ISO 8601) and no content. A job finds out what holds when it runs. */
  readonly told: { parse(payload: unknown): Told };
  readonly causedBy: readonly Cause[];
  /**
   * Does it. It may be called again after a failure, or after a process died at it, so a job finds out what is still to be
   * done. What it throws is logged, and it is tried again, later each time. The signal aborts when the job's time is up or
   * the process stops; whatever a job waits for elsewhere should heed it.
   */
  run(services: JobServices, told: Told, signal: AbortSignal): Promise<void>;
}

/** What a firm's job is told besides. */
export interface OfFirm {
  readonly firmId: string;
}

/** An id in what a job is told. */
export const uuid = z.guid();
/** A moment in what a job is told. */
export const instant = z.iso.datetime();

type Read<Shape extends z.ZodRawShape> = Readonly<z.output<z.ZodObject<Shape>>>;

/** Lane: the schedule's, and caused by other jobs alone, where nothing else is said. */
type Declared<Told extends object> = Pick<Job<Told>, "name" | "run"> & Partial<Pick<Job<Told>, "lane" | "causedBy">>;

/** Declares a job of a firm. */
export function job<Shape extends z.ZodRawShape>(
  declared: Declared<Read<Shape> & OfFirm> & { readonly told: Shape },
): Job<Read<Shape> & OfFirm> {
  const told = z.object({ ...declared.told, firmId: uuid }) as unknown as Job<Read<Shape> & OfFirm>["told"];
  return { lane: "schedule", causedBy: [], ...declared, told };
}

/** Declares a job that is no firm's, such as about somebody's sign-in. */
export function jobOfNoFirm<Shape extends z.ZodRawShape>(
  declared: Declared<Read<Shape>> & { readonly told: Shape },
): Job<Read<Shape>> {
  const told = z.object(declared.told) as unknown as Job<Read<Shape>>["told"];
  return { lane: "schedule", causedBy: [], ...declared, told };
}
