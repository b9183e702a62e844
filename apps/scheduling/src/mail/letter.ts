import type { CancellingParty, Email, Person, Session } from "@coachwork/schema";
import type { Instance, Recurrence } from "../core/recurrence.js";
import type { SessionPart } from "./session-facts.js";
import type { SessionSteps } from "./session-steps.js";
import type { TimeSpan } from "./when.js";

/** What an e-mail about a session contains: no more than its reader may know. */
export interface Letter {
  readonly email: Pick<Email, "kind" | "sequence" | "startsAt" | "endsAt" | "expiresAt" | "createdAt"> & {
    readonly messageId: string;
  };
  readonly reader: Pick<Person, "id" | "name" | "email" | "locale" | "timeZone">;
  /** The firm's name. */
  readonly firm: string;
  /** Of a series, what its sessions have in common. */
  readonly session: Pick<Session, "kind" | "timeZone">;
  /** What calendars know it by. */
  readonly uid: string;
  /** Which session of a series it is: its original start, in epoch milliseconds. */
  readonly recurrenceId?: number;
  /**
   * The series, if the letter has all of it for the reader's calendar: it is about several sessions, or about one that
   * calendars did not have in it.
   */
  readonly recurrence?: LetterRecurrence;
  /** The engagement's. */
  readonly title: string;
  /** Where the session takes place. Null if nobody said, and in a letter to somebody who no longer belongs to it. */
  readonly place: string | null;
  /** The session's coaches. None in a letter to somebody who no longer belongs to it. */
  readonly coaches: readonly Pick<Person, "name" | "email">[];
  /** Names of the session's participants, in a letter to its coaches. */
  readonly participants: readonly string[];
  /** The time that the reader was told before. */
  readonly formerly: TimeSpan | null;
  /** Who else changed since the reader was last told, by name. */
  readonly changes: PeopleChanges;
  /** Whether the session takes place, perhaps without the reader. */
  readonly takesPlace: boolean;
  /** The side that cancelled it. Null if it takes place. */
  readonly cancelledBy: CancellingParty | null;
  /** Why it was cancelled, if somebody gave a reason. */
  readonly reason: string | null;
  /** The reader's side. Null in a letter to somebody who has none yet, or none any more. */
  readonly part: SessionPart | null;
  /** Until when a participant can cancel at no cost. */
  readonly freeUntil: Date | null;
  /** Until how many minutes before each session of a series a participant can cancel it at no cost. */
  readonly freeMinutes: number | null;
  /** Whether participants take part by their seats. */
  readonly hasSeats: boolean;
  /** The addresses of the other side, for answers. */
  readonly replyTo: readonly string[];
  /** The one session that it is about, by id. Null if it is about several sessions of a series. */
  readonly sessionId: string | null;
  /** The series by whose id calendars know it. Null if they know the session by its own. */
  readonly seriesId: string | null;
  /** What the reader may do about the session. */
  readonly steps: SessionSteps;
  /** Why the reader's decline cancelled nothing, if the letter is about that. */
  readonly refusal: { readonly reason: DeclineRefusal; readonly until: Date | null } | null;
}

/**
 * Why a decline in a calendar cancels nothing: the policy (since when, or always), an earlier version was declined, the
 * session has begun, somebody else declined what was passed on to them, or another reason of the command.
 */
export type DeclineRefusal = "POLICY" | "OLD" | "BEGUN" | "NOT_YOURS" | "REFUSED";

/** What a calendar shows of a session of a series. */
export interface InstanceContent extends Pick<Letter, "title" | "place" | "coaches"> {
  readonly kind: Session["kind"];
}

/** The sessions of a series in which a reader takes part. */
export interface LetterRecurrence extends Pick<Recurrence<unknown>, "rule" | "without"> {
  /** The first of them, from which the rule counts, in epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** What most of them have in common. */
  readonly content: InstanceContent;
  /** Those that differ. */
  readonly apart: readonly (Omit<Instance<unknown>, "content"> & InstanceContent)[];
  /** Those ahead, as far as a calendar shows. */
  readonly ahead: readonly ListedSession[];
  /** Dates of its rhythm ahead without a session, in order. */
  readonly gaps: readonly Gap[];
  readonly isEndless: boolean;
}

/** A session in a letter about several. */
export interface ListedSession extends TimeSpan {
  /** Names of those who take part in it and not in all, in a letter to its coaches. */
  readonly participants: readonly string[];
}

/** A date of a series without a session: it is a holiday, or the session could not be booked. */
export interface Gap {
  readonly startsAt: Date;
  readonly isHoliday: boolean;
}

/** How a session's people differ from those whom a reader was told of before. */
export interface PeopleChanges {
  /** The coaches until now, if they are others. */
  readonly formerCoaches: readonly string[];
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/** A text in one line without control characters, so that it can neither imitate another line nor end a header. */
export function inOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}
