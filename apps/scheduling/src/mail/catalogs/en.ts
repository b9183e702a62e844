import type { Catalog } from "./catalog.js";
import { englishLetters } from "./en-letters.js";
import { englishPages } from "./en-pages.js";

export const en: Catalog = {
  language: "en-GB",
  sessionKinds: {
    INTAKE: "Intake",
    CHEMISTRY: "Chemistry session",
    REGULAR: undefined,
    THREE_WAY: "Three-way session",
    REVIEW: "Review",
    SUPERVISION: "Supervision",
  },
  cancelled: (summary) => `Cancelled: ${summary}`,
  sender: (firm, product) => `${firm} via ${product}`,
  subjects: {
    SESSION_BOOKED: (title, when) => `Session booked: ${title}, ${when}`,
    SESSION_RESCHEDULED: (title, when) => `Session moved: ${title}, now ${when}`,
    SESSION_CHANGED: (title, when) => `Session changed: ${title}, ${when}`,
    SESSION_CANCELLED: (title, when) => `Session cancelled: ${title}, ${when}`,
    SESSION_REMINDER: (title, when) => `Reminder: ${title}, ${when}`,
    SERIES_BOOKED: (title, when) => `Series booked: ${title}, from ${when}`,
    SERIES_CHANGED: (title, when) => `Series changed: ${title}, from ${when}`,
    SERIES_CANCELLED: (title, when) => `Series cancelled: ${title}, from ${when}`,
    SEAT_OFFERED: (title, when) => `A seat is free: ${title}, ${when}`,
    DECLINE_REFUSED: (title, when) => `Not cancelled: ${title}, ${when}`,
  },
  greeting: (name) => `Hello ${name},`,
  openings: {
    SESSION_BOOKED: (title) => `Your session “${title}” is booked.`,
    SESSION_RESCHEDULED: (title) => `Your session “${title}” has been moved.`,
    SESSION_CHANGED: (title) => `Your session “${title}” has changed.`,
    SERIES_BOOKED: (title) => `Your series of sessions “${title}” is booked.`,
    SERIES_CHANGED: (title) => `Your series of sessions “${title}” has changed. These are its sessions now.`,
    SERIES_CANCELLED: (title) => `Your series of sessions “${title}” has been cancelled.`,
  },
  calledOff: {
    toParticipants: {
      COACH: (title) => `Your session “${title}” has been cancelled by your coach.`,
      CLIENT: (title) => `Your session “${title}” has been cancelled at your request.`,
      FIRM: (title, firm) => `Your session “${title}” has been cancelled by ${firm}.`,
    },
    toCoaches: {
      COACH: (title) => `Your session “${title}” has been cancelled by its coach.`,
      CLIENT: (title) => `Your session “${title}” has been cancelled at the request of its participants.`,
      FIRM: (title, firm) => `Your session “${title}” has been cancelled by ${firm}.`,
    },
  },
  starts: (title, inDays, day, time) =>
    `Your session “${title}” starts ${["today", "tomorrow"][inDays] ?? `on ${day}`} at ${time}.`,
  seatIsFree: (title, until) => `A seat is free in “${title}”. Accept it by ${until}.`,
  withoutYou: (title) => `You no longer take part in “${title}”.`,
  seatTaken: (title) => `A seat was taken in your session “${title}”.`,
  seatLeft: (title) => `A seat was given up in your session “${title}”.`,
  holiday: "holiday",
  notPossible: "not possible",
  moreSessions: (number) => `and ${number} more`,
  andSoOn: "and so on",
  labels: {
    when: "When",
    gaps: "No session on",
    where: "Where",
    formerly: "Before",
    kind: "What",
    reason: "Why",
    formerCoaches: "Coach until now",
    joined: "Joined",
    left: "No longer takes part",
    coaches: (number) => (number === 1 ? "Coach" : "Coaches"),
    participants: (number) => (number === 1 ? "Participant" : "Participants"),
  },
  calendarAttached: "The calendar invitation is attached.",
  calendarRemoves: "Open the attachment to remove it from your calendar.",
  freeUntil: (when) => `You can cancel free of charge until ${when}.`,
  eachFreeUntil: (before, next) =>
    [
      `You can cancel each session free of charge until ${before === undefined ? "its start" : `${before} before its start`}`,
      next === undefined ? "" : `, the next one until ${next}`,
      ".",
    ].join(""),
  withdrawing: {
    CANCEL: "To cancel, use the link below.",
    EXCUSE: "If you cannot come, use the link below.",
    LEAVE_SEAT: "If you cannot come, use the link below.",
  },
  decliningDoesNotCancel: "Declining the invitation in your calendar does not cancel the session.",
  askOtherSide: "If you cannot come, ask the other side.",
  declining: {
    CANCEL: "If you decline the invitation in your calendar, that counts as your wish to cancel.",
    EXCUSE: "If you decline the invitation in your calendar, you are excused. The others meet without you.",
    LEAVE_SEAT: "If you decline the invitation in your calendar, you give up your seat.",
  },
  declineRefused: {
    opening: (title) => `Your calendar declined “${title}”. The session still takes place.`,
    POLICY: (until) =>
      until === undefined
        ? "You cannot cancel it yourself. Ask your coach: just answer this e-mail."
        : `You could cancel until ${until}. Ask your coach: just answer this e-mail.`,
    OLD: () => "It has changed since. If you cannot come, decline the newest invitation, or use the links below.",
    BEGUN: () => "It has already begun.",
    NOT_YOURS: () =>
      "The answer came from another address than yours. If you cannot come, decline it yourself, or use the links below.",
    REFUSED: () => "It could not be cancelled that way. Use the links below, or answer this e-mail.",
  },
  noMoreReminders: "Get no more reminders",
  signIn: "Sign in",
  open: "Open",
  steps: {
    see: "See the session",
    move: "Move it to another time",
    cancel: "Cancel it",
    accept: "Accept the seat",
    decline: "Decline the seat",
    series: "See its sessions, move or cancel them",
  },
  withdrawals: { CANCEL: "Cancel it", EXCUSE: "Say that you cannot come", LEAVE_SEAT: "Give up your seat" },
  pages: englishPages,
  people: (number) => `${number} participants`,
  letters: englishLetters,
};
