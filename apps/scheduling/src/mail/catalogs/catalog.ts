import type { EmailKind, SessionKind } from "@coachwork/schema";
import type { PlainLetterTexts } from "./plain-letters.js";

/** What can be said of a session before its details; `title` is the engagement's, in one line. */
type Saying = (title: string) => string;

/** The texts of one language. Every catalog has every text, or it does not compile. */
export interface Catalog {
  /** The language's tag, by whose customs dates are written for readers of other languages. */
  readonly language: string;
  /** What a session is for; the usual one goes without saying. */
  readonly sessionKinds: { readonly [Kind in SessionKind]: string | undefined };
  /** Who sends: the firm, by the product. */
  sender(firm: string, product: string): string;
  readonly subjects: { readonly [Kind in EmailKind]: (title: string, when: string) => string };
  greeting(name: string): string;
  readonly openings: { readonly [Kind in EmailKind]: Saying };
  /** Of a session that takes place, without the reader. */
  readonly withoutYou: Saying;
  readonly labels: {
    readonly when: string;
    readonly formerly: string;
    readonly kind: string;
    readonly reason: string;
    coaches(number: number): string;
    participants(number: number): string;
  };
  /** Below an invitation. */
  readonly calendarAttached: string;
  /** Below a cancellation. */
  readonly calendarRemoves: string;
  offerHoldsUntil(when: string): string;
  /** Letters that are about no session. */
  readonly letters: PlainLetterTexts;
}
