import type { PageTexts } from "./page-texts.js";

export const germanPages: PageTexts = {
  linkEnded:
    "Dieser Link gilt nicht oder nicht mehr. Links enden, wenn ein Termin beginnt oder abgesagt wird, wenn Sie nicht mehr teilnehmen und wenn sich Ihre E-Mail-Adresse ändert. Nehmen Sie die Links der neuesten E-Mail zu diesem Termin, oder melden Sie sich an.",
  nothingYet: "Bevor Sie den Knopf drücken, ändert sich nichts.",
  free: "Die Absage ist kostenfrei.",
  costs: (minutes) =>
    `Die Absage kommt jetzt spät. Sie kostet ${minutes === null ? "1 Termin" : `${minutes} Minuten`} des vereinbarten Umfangs.`,
  othersMeet: "Die anderen treffen sich ohne Sie.",
  tooLate: (until) => `Das ging bis ${until}. Fragen Sie jetzt Ihren Coach.`,
  notByClients: "Das können Sie nicht selbst tun. Fragen Sie Ihren Coach.",
  chooseTime: "Wählen Sie eine neue Zeit.",
  noFreeTime: (day) => `Bis ${day} ist keine Zeit frei.`,
  earlierTimes: "Frühere Zeiten",
  laterTimes: "Spätere Zeiten",
  notDone: "Das ging nicht.",
  chooseFirst: "Wählen Sie zuerst eine Zeit.",
  moved: (title) => `Ihr Termin „${title}“ wurde verlegt.`,
  withdrawn: {
    CANCEL: (title) => `Ihr Termin „${title}“ wurde abgesagt.`,
    EXCUSE: (title) => `Sie sind von „${title}“ entschuldigt.`,
    LEAVE_SEAT: (title) => `Sie haben Ihren Platz in „${title}“ freigegeben.`,
  },
  accepted: (title) => `Sie haben einen Platz in „${title}“.`,
  declined: (title) => `Sie haben den Platz in „${title}“ abgelehnt.`,
  emailFollows: "Eine E-Mail für Ihren Kalender ist unterwegs.",
};
