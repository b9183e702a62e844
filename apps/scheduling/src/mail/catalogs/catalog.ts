import type { EmailKind, SessionKind } from "@coachwork/schema";
import type { PlainLetterTexts } from "./plain-letters.js";

/** A sentence about a session before its details; `title` is the engagement's, in one line. */
type Saying = (title: string) => string;

/** The texts of one language. A catalog without a text does not compile. */
export interface Catalog {
  /**
   * The language's tag. It sets the date format for readers of other languages, and for those whose own tag has no
   * region.
   */
  readonly language: string;
  /** What a session is for. The regular kind is not mentioned. */
  readonly sessionKinds: { readonly [Kind in SessionKind]: string | undefined };
  /** The summary of a session that does not take place, for programs that show a cancelled event like any other. */
  cancelled(summary: string): string;
  /** The sender: the firm, through the product. */
  sender(firm: string, product: string): string;
  readonly subjects: { readonly [Kind in EmailKind]: (title: string, when: string) => string };
  greeting(name: string): string;
  readonly openings: { readonly [Kind in EmailKind]: Saying };
  /** For a session that takes place without the reader. */
  readonly withoutYou: Saying;
  readonly labels: {
    readonly when: string;
    readonly where: string;
    readonly formerly: string;
    readonly kind: string;
    readonly reason: string;
    readonly formerCoaches: string;
    readonly joined: string;
    readonly left: string;
    coaches(number: number): string;
    participants(number: number): string;
  };
  /** Below an invitation. */
  readonly calendarAttached: string;
  /** Below a cancellation. */
  readonly calendarRemoves: string;
  offerHoldsUntil(when: string): string;
  /** Letters that are not about a session. */
  readonly letters: PlainLetterTexts;
}
