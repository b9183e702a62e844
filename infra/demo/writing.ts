import type { NewEvent } from "@coachwork/schema";
import type { NumberedTable } from "./ids.ts";

type Row = Record<string, unknown>;

/** What writes rows of a firm. */
export interface Writing {
  /** When the firm began. */
  createdAt: Date;
  /** Adds a row with an id; gives the id. */
  add(table: NumberedTable, row: Row): string;
  addRow(table: string, row: Row): void;
  /** A date of the firm, so many days from now. */
  day(days: number): string;
  /** The date of the how manieth working day of the firm from now. */
  workday(workdays: number): string;
  /** Tells an event, which somebody with this key caused. */
  tell(event: NewEvent, by: string): void;
}

/** A session of an engagement, as it was written. */
export interface WrittenSession {
  id: string;
  /** `YYYY-MM-DD`. */
  date: string;
  bookedAt: Date;
  /** The keys of its coaches. */
  coaches: readonly string[];
}

/** What writes the life of an engagement. */
export interface LifeWriter {
  /** The engagement's sessions. */
  sessions: readonly WrittenSession[];
  add(table: NumberedTable, row: Record<string, unknown>, as?: string): string;
  /** Tells an event that somebody of this id caused, if anybody of the firm did. */
  tell(event: NewEvent, by: string | null, at: Date): void;
  /** The id of the person with this key. */
  person(key: string): string;
  /** The date so many days from today. */
  day(days: number): string;
  /** In the morning of a date, or an hour ago if that is ahead. */
  morning(date: string): Date;
}
