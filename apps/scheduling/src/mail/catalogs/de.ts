import type { Catalog } from "./catalog.js";

export const de: Catalog = {
  language: "de-DE",
  sessionKinds: {
    INTAKE: "Erstgespräch",
    CHEMISTRY: "Kennenlerngespräch",
    REGULAR: undefined,
    THREE_WAY: "Dreiergespräch",
    REVIEW: "Rückblick",
    SUPERVISION: "Supervision",
  },
  sender: (firm, product) => `${firm} über ${product}`,
  subjects: {
    SESSION_BOOKED: (title, when) => `Sitzung gebucht: ${title}, ${when}`,
    SESSION_RESCHEDULED: (title, when) => `Sitzung verlegt: ${title}, jetzt ${when}`,
    SESSION_CANCELLED: (title, when) => `Sitzung abgesagt: ${title}, ${when}`,
    SESSION_REMINDER: (title, when) => `Erinnerung: ${title}, ${when}`,
    SEAT_OFFERED: (title, when) => `Ein Platz ist frei: ${title}, ${when}`,
  },
  greeting: (name) => `Guten Tag ${name},`,
  openings: {
    SESSION_BOOKED: (title) => `Ihre Sitzung zu „${title}“ ist gebucht.`,
    SESSION_RESCHEDULED: (title) => `Ihre Sitzung zu „${title}“ hat eine neue Zeit.`,
    SESSION_CANCELLED: (title) => `Ihre Sitzung zu „${title}“ wurde abgesagt.`,
    SESSION_REMINDER: (title) => `Ihre Sitzung zu „${title}“ steht bevor.`,
    SEAT_OFFERED: (title) => `in einer Sitzung zu „${title}“ ist ein Platz für Sie frei.`,
  },
  withoutYou: (title) => `Sie werden zu dieser Sitzung zu „${title}“ nicht mehr erwartet.`,
  labels: {
    when: "Wann",
    formerly: "Bisher",
    kind: "Was",
    reason: "Grund",
    coaches: () => "Coach",
    participants: () => "Teilnehmende",
  },
  calendarAttached: "Die Einladung für Ihren Kalender ist angehängt.",
  calendarRemoves: "Der Anhang nimmt sie aus Ihrem Kalender.",
  offerHoldsUntil: (when) => `Der Platz ist bis ${when} für Sie reserviert.`,
};
