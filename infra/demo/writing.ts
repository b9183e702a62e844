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
  /** Tells an event, which somebody with this key caused. */
  tell(event: NewEvent, by: string): void;
}
