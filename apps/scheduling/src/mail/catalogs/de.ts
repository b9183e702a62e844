import type { Catalog } from "./catalog.js";
import { germanLetters } from "./de-letters.js";
import { germanPages } from "./de-pages.js";

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
  cancelled: (summary) => `Abgesagt: ${summary}`,
  sender: (firm, product) => `${firm} über ${product}`,
  subjects: {
    SESSION_BOOKED: (title, when) => `Termin gebucht: ${title}, ${when}`,
    SESSION_RESCHEDULED: (title, when) => `Termin verlegt: ${title}, jetzt ${when}`,
    SESSION_CHANGED: (title, when) => `Termin geändert: ${title}, ${when}`,
    SESSION_CANCELLED: (title, when) => `Termin abgesagt: ${title}, ${when}`,
    SESSION_REMINDER: (title, when) => `Erinnerung: ${title}, ${when}`,
    SERIES_BOOKED: (title, when) => `Terminserie gebucht: ${title}, ab ${when}`,
    SERIES_CHANGED: (title, when) => `Terminserie geändert: ${title}, ab ${when}`,
    SERIES_CANCELLED: (title, when) => `Terminserie abgesagt: ${title}, ab ${when}`,
    SEAT_OFFERED: (title, when) => `Ein Platz ist frei: ${title}, ${when}`,
    DECLINE_REFUSED: (title, when) => `Nicht abgesagt: ${title}, ${when}`,
  },
  greeting: (name) => `Guten Tag ${name},`,
  openings: {
    SESSION_BOOKED: (title) => `Ihr Termin „${title}“ ist gebucht.`,
    SESSION_RESCHEDULED: (title) => `Ihr Termin „${title}“ wurde verlegt.`,
    SESSION_CHANGED: (title) => `Ihr Termin „${title}“ hat sich geändert.`,
    SERIES_BOOKED: (title) => `Ihre Terminserie „${title}“ ist gebucht.`,
    SERIES_CHANGED: (title) => `Ihre Terminserie „${title}“ hat sich geändert. Das sind die Termine jetzt.`,
    SERIES_CANCELLED: (title) => `Ihre Terminserie „${title}“ wurde abgesagt.`,
  },
  calledOff: {
    toParticipants: {
      COACH: (title) => `Ihr Termin „${title}“ wurde von Ihrem Coach abgesagt.`,
      CLIENT: (title) => `Ihr Termin „${title}“ wurde auf Ihren Wunsch abgesagt.`,
      FIRM: (title, firm) => `Ihr Termin „${title}“ wurde von ${firm} abgesagt.`,
    },
    toCoaches: {
      COACH: (title) => `Ihr Termin „${title}“ wurde vom Coach abgesagt.`,
      CLIENT: (title) => `Ihr Termin „${title}“ wurde auf Wunsch der Teilnehmenden abgesagt.`,
      FIRM: (title, firm) => `Ihr Termin „${title}“ wurde von ${firm} abgesagt.`,
    },
  },
  starts: (title, inDays, day, time) =>
    `Ihr Termin „${title}“ beginnt ${["heute", "morgen"][inDays] ?? `am ${day}`} um ${time}.`,
  seatIsFree: (title, until) => `In „${title}“ ist ein Platz frei. Nehmen Sie ihn an bis ${until}.`,
  withoutYou: (title) => `Der Termin „${title}“ findet ohne Sie statt.`,
  seatTaken: (title) => `In Ihrem Termin „${title}“ wurde ein Platz genommen.`,
  seatLeft: (title) => `In Ihrem Termin „${title}“ wurde ein Platz frei.`,
  holiday: "Feiertag",
  notPossible: "nicht möglich",
  moreSessions: (number) => `und ${number} weitere`,
  andSoOn: "und so weiter",
  labels: {
    when: "Wann",
    gaps: "Kein Termin am",
    where: "Wo",
    formerly: "Bisher",
    kind: "Was",
    reason: "Grund",
    formerCoaches: "Bisher Coach",
    joined: "Neu dabei",
    left: "Nicht mehr dabei",
    coaches: () => "Coach",
    participants: () => "Teilnehmende",
  },
  calendarAttached: "Die Einladung für Ihren Kalender ist angehängt.",
  calendarRemoves: "Mit dem Anhang wird der Termin aus Ihrem Kalender entfernt.",
  freeUntil: (when) => `Sie können kostenfrei absagen bis ${when}.`,
  eachFreeUntil: (before, next) =>
    [
      `Sie können jeden Termin kostenfrei absagen bis ${before === undefined ? "zu seinem Beginn" : `${before} vor seinem Beginn`}`,
      next === undefined ? "" : `, den nächsten bis ${next}`,
      ".",
    ].join(""),
  withdrawing: {
    CANCEL: "Zum Absagen nehmen Sie den Link unten.",
    EXCUSE: "Wenn Sie nicht kommen können, nehmen Sie den Link unten.",
    LEAVE_SEAT: "Wenn Sie nicht kommen können, nehmen Sie den Link unten.",
  },
  decliningDoesNotCancel: "Wenn Sie die Einladung in Ihrem Kalender ablehnen, ist der Termin nicht abgesagt.",
  askOtherSide: "Wenn Sie nicht kommen können, fragen Sie die andere Seite.",
  declining: {
    CANCEL: "Wenn Sie die Einladung in Ihrem Kalender ablehnen, gilt das als Ihr Wunsch, den Termin abzusagen.",
    EXCUSE:
      "Wenn Sie die Einladung in Ihrem Kalender ablehnen, sind Sie entschuldigt. Die anderen treffen sich ohne Sie.",
    LEAVE_SEAT: "Wenn Sie die Einladung in Ihrem Kalender ablehnen, geben Sie Ihren Platz frei.",
  },
  declineRefused: {
    opening: (title) => `Ihr Kalender hat „${title}“ abgelehnt. Der Termin findet trotzdem statt.`,
    POLICY: (until) =>
      until === undefined
        ? "Sie können ihn nicht selbst absagen. Fragen Sie Ihren Coach: Antworten Sie einfach auf diese E-Mail."
        : `Sie konnten absagen bis ${until}. Fragen Sie Ihren Coach: Antworten Sie einfach auf diese E-Mail.`,
    OLD: () =>
      "Er hat sich inzwischen geändert. Wenn Sie nicht kommen können, lehnen Sie die neueste Einladung ab, oder nehmen Sie die Links unten.",
    BEGUN: () => "Er hat schon begonnen.",
    NOT_YOURS: () =>
      "Die Antwort kam von einer anderen Adresse als Ihrer. Wenn Sie nicht kommen können, lehnen Sie selbst ab, oder nehmen Sie die Links unten.",
    REFUSED: () => "So ließ er sich nicht absagen. Nehmen Sie die Links unten, oder antworten Sie auf diese E-Mail.",
  },
  noMoreReminders: "Keine Erinnerungen mehr bekommen",
  signIn: "Anmelden",
  open: "Öffnen",
  steps: {
    see: "Termin ansehen",
    move: "Termin verlegen",
    cancel: "Termin absagen",
    accept: "Platz annehmen",
    decline: "Platz ablehnen",
    series: "Die Termine ansehen, verlegen oder absagen",
  },
  withdrawals: { CANCEL: "Termin absagen", EXCUSE: "Mitteilen, dass Sie nicht kommen", LEAVE_SEAT: "Platz freigeben" },
  pages: germanPages,
  people: (number) => `${number} Teilnehmende`,
  letters: germanLetters,
};
