import type { CancellingParty, EmailKind, LinkStep, SessionKind } from "@coachwork/schema";
import type { DeclineRefusal } from "../letter.js";
import type { Withdrawal } from "../session-steps.js";
import type { PageTexts } from "./page-texts.js";
import type { PlainLetterTexts } from "./plain-letters.js";

/** A sentence about a session before its details; `title` is the engagement's, in one line. */
type Saying = (title: string) => string;

/** Their opening says more than a title. */
type Counted = "SESSION_CANCELLED" | "SESSION_REMINDER" | "SEAT_OFFERED" | "DECLINE_REFUSED";

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
  readonly openings: { readonly [Kind in Exclude<EmailKind, Counted>]: Saying };
  /** Who called a session off, to its participants and to its coaches. */
  readonly calledOff: {
    readonly [Side in "toParticipants" | "toCoaches"]: {
      readonly [By in CancellingParty]: (title: string, firm: string) => string;
    };
  };
  /** A session that starts today (0), tomorrow (1) or later; `day` is its date. */
  starts(title: string, inDays: number, day: string, time: string): string;
  seatIsFree(title: string, until: string): string;
  /** For a session that takes place without the reader. */
  readonly withoutYou: Saying;
  /** For coaches: all that is new about a session. */
  readonly seatTaken: Saying;
  readonly seatLeft: Saying;
  /** Why a series has no session on a date. */
  readonly holiday: string;
  readonly notPossible: string;
  /** Below a list of a series' first sessions. */
  moreSessions(number: number): string;
  /** Below those of a series without an end. */
  readonly andSoOn: string;
  readonly labels: {
    readonly when: string;
    /** The dates of a series that have no session. */
    readonly gaps: string;
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
  /** Below an invitation to a client. */
  freeUntil(when: string): string;
  /**
   * The same below a series. `before` is how long before each session, undefined until its start; `next` is the last
   * instant for the next one, undefined if it is over.
   */
  eachFreeUntil(before: string | undefined, next: string | undefined): string;
  /** Below an invitation: how they say that they do not come. */
  readonly withdrawing: { readonly [Way in Withdrawal]: string };
  /** Below that, or alone where the reader may not cancel: a calendar's answers cancel nothing. */
  readonly decliningDoesNotCancel: string;
  readonly askOtherSide: string;
  /** The same where a calendar's answers are read: what declining does. */
  readonly declining: { readonly [Way in Withdrawal]: string };
  /** A decline that cancelled nothing; `until` is when it would have, if there was such a time. */
  readonly declineRefused: { readonly opening: Saying } & {
    readonly [Reason in DeclineRefusal]: (until: string | undefined) => string;
  };
  /** Below a reminder: where to switch them off. */
  readonly noMoreReminders: string;
  /** Where to sign in. */
  readonly signIn: string;
  /** A link to what a letter is about, in the firm's own application. */
  readonly open: string;
  /** Links to what the reader may do, and buttons. */
  readonly steps: { readonly [Step in LinkStep]: string };
  /** How they say that they do not come. */
  readonly withdrawals: { readonly [Way in Withdrawal]: string };
  /** The pages that these links lead to. */
  readonly pages: PageTexts;
  /** A group whose people are not named. */
  people(number: number): string;
  /** Letters that are not about a session. */
  readonly letters: PlainLetterTexts;
}
