import type { Input } from "./input.js";

/** What declarations may use while they write SQL. */
export interface Sql {
  /** The parameter of the viewer's firm; each table of a statement is compared with it. */
  readonly firm: string;
  /** The parameter of the viewer's person id (null for an API key). */
  readonly person: string;
  /** The parameter of the current date in the firm's time zone. */
  readonly today: string;
  /** Makes a value a parameter; nothing is ever written into the text. `type` is its PostgreSQL type. */
  bind(value: Input, type: string): string;
  /** A name for the viewer's own set of ids, computed once a statement. */
  scope(name: string): string;
  /** A table alias that nothing else in the statement has. */
  alias(hint: string): string;
}
