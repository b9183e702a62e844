import type { SessionVisit } from "./visit.js";
import type { WebPage } from "./web-page.js";

/** What somebody can do about a session behind a link. */
export interface Step {
  /** Whether the link works, as the rows say. */
  isOpen(visit: SessionVisit): boolean;
  /** The page. It changes nothing. */
  show(visit: SessionVisit, asked: Asked): Promise<WebPage>;
  /** What its form does. */
  readonly does?: Doing;
}

export interface Asked {
  /** Names the form, so that it is done once however often it is sent. */
  readonly key: string;
  /** The first instant to look at, in ISO 8601, if the visitor asks for one. */
  readonly from: string | null;
  /** Why the form was refused, if it was. */
  readonly refusal?: string;
}

export interface Doing {
  /** The mutation and its input. A text says what is missing. */
  mutation(visit: SessionVisit, form: Readonly<Record<string, string>>): MutationCall | string;
  done(visit: SessionVisit): WebPage;
}

export interface MutationCall {
  readonly name: string;
  readonly input: object;
}
