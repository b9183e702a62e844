import type { Input } from "./input.js";

/** What declarations can use when they write SQL. */
export interface Sql {
  /** The parameter with the viewer's firm. Every table in a statement is compared with it. */
  readonly firm: string;
  /** The parameter with the viewer's person id (null for an API key). */
  readonly person: string;
  /** The parameter with the id of the viewer: of the person, or of the API key. */
  readonly actor: string;
  /** The viewer's grants. They are the same at every execution of a statement. */
  readonly grants: readonly string[];
  /** The parameter with the current date in the firm's time zone. */
  readonly today: string;
  /** Makes a value a parameter. No value is ever written into the text. `type` is its PostgreSQL type. */
  bind(value: Input, type: string): string;
  /** The name of a set of ids of the viewer, computed once per statement. */
  scope(name: string): string;
  /** A table alias that is unique in the statement. */
  alias(hint: string): string;
}
