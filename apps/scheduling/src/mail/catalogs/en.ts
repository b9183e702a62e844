import type { Catalog } from "./catalog.js";

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
  sender: (firm, product) => `${firm} via ${product}`,
  subjects: {
    SESSION_BOOKED: (title, when) => `Session booked: ${title}, ${when}`,
    SESSION_RESCHEDULED: (title, when) => `Session moved: ${title}, now ${when}`,
    SESSION_CANCELLED: (title, when) => `Session cancelled: ${title}, ${when}`,
    SESSION_REMINDER: (title, when) => `Reminder: ${title}, ${when}`,
    SEAT_OFFERED: (title, when) => `A seat is free: ${title}, ${when}`,
  },
  greeting: (name) => `Hello ${name},`,
  openings: {
    SESSION_BOOKED: (title) => `your session of “${title}” is booked.`,
    SESSION_RESCHEDULED: (title) => `your session of “${title}” has another time.`,
    SESSION_CANCELLED: (title) => `your session of “${title}” was called off.`,
    SESSION_REMINDER: (title) => `your session of “${title}” is near.`,
    SEAT_OFFERED: (title) => `a seat is free for you in a session of “${title}”.`,
  },
  withoutYou: (title) => `you are no longer expected at this session of “${title}”.`,
  labels: {
    when: "When",
    formerly: "Before",
    kind: "What",
    reason: "Why",
    coaches: (number) => (number === 1 ? "Coach" : "Coaches"),
    participants: (number) => (number === 1 ? "Participant" : "Participants"),
  },
  calendarAttached: "The invitation for your calendar is attached.",
  calendarRemoves: "What is attached takes it out of your calendar.",
  offerHoldsUntil: (when) => `The seat is kept for you until ${when}.`,
};
