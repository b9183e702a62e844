import type { PlainLetterTexts } from "./plain-letters.js";

const german = new Intl.ListFormat("de");

export const germanLetters: PlainLetterTexts = {
  invitation: ({ firm, link }) => ({
    subject: `${firm} lädt Sie zu Coachwork ein`,
    paragraphs: [
      `${firm} führt sein Coaching mit Coachwork und lädt Sie ein, sich anzumelden.`,
      `Mit diesem Link nehmen Sie an. Er gilt einmal und 7 Tage lang:\n${link}`,
      "Kennen Sie die Firma nicht, so tun Sie nichts. Ohne diesen Brief kann niemand annehmen.",
    ],
  }),
  passwordReset: ({ link }) => ({
    subject: "Neues Passwort setzen",
    paragraphs: [
      "Jemand hat für Ihre Anmeldung bei Coachwork ein neues Passwort verlangt.",
      `Mit diesem Link setzen Sie eines. Er gilt einmal und eine Stunde lang:\n${link}`,
      "Waren Sie es nicht, so tun Sie nichts. Ihr Passwort bleibt, wie es ist.",
    ],
  }),
  passwordChanged: () => ({
    subject: "Ihr Passwort wurde geändert",
    paragraphs: [
      "Das Passwort Ihrer Anmeldung bei Coachwork wurde geändert, und Ihre anderen Anmeldungen wurden beendet.",
      "Waren Sie es nicht, so verlangen Sie sofort ein neues Passwort und sagen Sie es Ihrer Firma.",
    ],
  }),
  addressChange: ({ address, link }) => ({
    subject: "Neue E-Mail-Adresse bestätigen",
    paragraphs: [
      `Jemand möchte sich bei Coachwork künftig als ${address} anmelden.`,
      `Mit diesem Link bestätigen Sie das. Er gilt einmal und eine Stunde lang:\n${link}`,
      "Waren Sie es nicht, so tun Sie nichts. Ohne diesen Brief ändert sich nichts.",
    ],
  }),
  addressChanged: ({ address }) => ({
    subject: "Ihre E-Mail-Adresse wurde geändert",
    paragraphs: [
      `Sie melden sich bei Coachwork jetzt als ${address} an. Auch Ihre Firmen schreiben Ihnen dorthin.`,
      "Waren Sie es nicht, so sagen Sie es sofort Ihrer Firma.",
    ],
  }),
  engagementJoined: ({ name, title, asCoach, firm, day }) => ({
    subject: `${name} kommt hinzu: ${title}`,
    paragraphs: [
      `${name} kommt zu „${title}“ hinzu, ${asCoach ? "als Coach" : "zur Teilnahme"}. Der erste Tag ist der ${day}.`,
      `Sie erfahren das, weil Sie selbst dabei sind. Wissen Sie nicht, warum, so fragen Sie ${firm}.`,
    ],
  }),
  joiningRequested: ({ name, title, asCoach, day }) => ({
    subject: `${name} möchte hinzukommen: ${title}`,
    paragraphs: [
      `${name} möchte zu „${title}“ hinzukommen, ${asCoach ? "als Coach" : "zur Teilnahme"}, ${day ? `ab dem ${day}` : "ab dem Tag der Zustimmung"}.`,
      "Niemand kommt aus eigener Macht hinzu: Sie oder jemand anderes, der es darf, können in Coachwork zustimmen oder ablehnen.",
      "Entscheidet niemand, so ändert sich nichts.",
    ],
  }),
  extensionProposed: ({ name, title, day, before, message }) => ({
    subject: `${name} möchte weitermachen: ${title}`,
    paragraphs: [
      `${name} schlägt vor, „${title}“ bis zum ${day} fortzusetzen. Sonst endet es am ${before}.`,
      ...(message === null ? [] : [`${name} schreibt: ${message}`]),
      "Sie können in Coachwork annehmen oder ablehnen. Tun Sie nichts davon, so bleibt alles, wie es ist.",
    ],
  }),
  extensionAnswered: ({ name, title, day, before, isAccepted }) => ({
    subject: isAccepted ? `Es geht weiter bis zum ${day}: ${title}` : `Nicht verlängert: ${title}`,
    paragraphs: [
      isAccepted
        ? `${name} hat Ihren Vorschlag angenommen. „${title}“ geht bis zum ${day} weiter statt nur bis zum ${before}.`
        : `${name} hat Ihren Vorschlag abgelehnt, bis zum ${day} weiterzumachen. „${title}“ endet am ${before}.`,
    ],
  }),
  introductionWanted: ({ mentor, mentee, introduced, isMentee, message, day, link }) => ({
    subject: `${mentor} möchte Sie mit ${isMentee ? introduced : mentee} bekannt machen`,
    paragraphs: [
      `${mentor} möchte ${isMentee ? `Sie mit ${introduced}` : `${mentee} mit Ihnen, ${introduced},`} bekannt machen.`,
      `${mentor} schreibt: ${message}`,
      link === null
        ? `Sie können bis zum ${day} in Coachwork annehmen oder ablehnen.`
        : `Sie können bis zum ${day} hier annehmen oder ablehnen, ohne Konto:\n${link}`,
      "Erst wenn Sie beide angenommen haben, erfährt jeder die E-Mail-Adresse des anderen. Tun Sie nichts, so erfährt niemand etwas.",
    ],
  }),
  introductionMade: ({ mentor, other, address, firm }) => ({
    subject: `${mentor} hat Sie bekannt gemacht: ${other}`,
    paragraphs: [
      `${other} hat angenommen, wie Sie auch. So erreichen Sie einander: ${other}, ${address}.`,
      `Alles Weitere liegt bei Ihnen beiden. ${firm} hat keinen Anteil mehr daran.`,
    ],
  }),
  introductionAnswered: ({ mentee, introduced, declinedBy }) => ({
    subject:
      declinedBy === null
        ? `Bekannt gemacht: ${mentee} und ${introduced}`
        : `Nicht bekannt gemacht: ${mentee} und ${introduced}`,
    paragraphs: [
      declinedBy === null
        ? `${mentee} und ${introduced} haben beide angenommen und wissen, wie sie einander erreichen.`
        : `${declinedBy} möchte nicht, dass Sie ${mentee} und ${introduced} bekannt machen. Keine Adresse wurde genannt.`,
    ],
  }),
  matchOffered: ({ coaches, day, firm }) => ({
    subject: `Wählen Sie, wer mit Ihnen arbeitet: ${coaches}`,
    paragraphs: [
      `${firm} schlägt Ihnen ${coaches} vor. Lesen Sie in Coachwork mehr und wählen Sie bis zum ${day}.`,
      "Sobald Sie ein Angebot annehmen, enden die anderen.",
    ],
  }),
  matchWanted: ({ name, day, firm }) => ({
    subject: `Möchten Sie mit ${name} arbeiten?`,
    paragraphs: [
      `${firm} möchte, dass Sie mit ${name} arbeiten. Lesen Sie in Coachwork mehr und antworten Sie bis zum ${day}.`,
      `${name} kann vielleicht unter mehreren wählen.`,
    ],
  }),
  matchesWanted: ({ names, more, day, firm }) => {
    const people = german.format(more > 0 ? [...names, more === 1 ? "1 weiteren Person" : `${more} weiteren`] : names);
    return {
      subject: `Möchten Sie mit ${people} arbeiten?`,
      paragraphs: [
        `${firm} möchte, dass Sie mit ${people} arbeiten. Lesen Sie in Coachwork mehr und ${names.length > 1 ? "beantworten Sie jedes Angebot" : "antworten Sie"} bis zum ${day}.`,
      ],
    };
  },
  matchAnswered: ({ participant, coach, declinedBy, isExpired }) => ({
    subject:
      declinedBy !== null || isExpired
        ? `Nicht zusammengebracht: ${participant} und ${coach}`
        : `Zu genehmigen: ${participant} und ${coach}`,
    paragraphs: [
      declinedBy !== null
        ? `${declinedBy} hat abgelehnt. Es ging um ${participant} und ${coach}.`
        : isExpired
          ? `${participant} und ${coach} haben nicht beide rechtzeitig geantwortet. Das Angebot ist beendet.`
          : `${participant} und ${coach} haben beide angenommen. Genehmigen Sie es in Coachwork, oder nehmen Sie es zurück.`,
    ],
  }),
  matchPaired: ({ name, title, firm }) => ({
    subject: `Sie arbeiten mit ${name}: ${title}`,
    paragraphs: [`${firm} hat Sie mit ${name} in „${title}“ zusammengebracht. Sie finden es in Coachwork.`],
  }),
  matchEnded: ({ name, firm }) => ({
    subject: `Das Angebot ist beendet: ${name}`,
    paragraphs: [`Das Angebot von ${firm}, mit ${name} zu arbeiten, ist beendet. Sie müssen nichts tun.`],
  }),
  takeawaysWanted: ({ title, day, firm }) => ({
    subject: `Was nehmen Sie mit? ${title}`,
    paragraphs: [
      `„${title}“ ist zu Ende. Was nehmen Sie daraus mit? Halten Sie es bis zum ${day} in Coachwork fest, falls noch nicht geschehen.`,
      `Sie entscheiden, ob es bei Ihnen bleibt oder die anderen Beteiligten es lesen. ${firm} kann es nicht lesen.`,
    ],
  }),
  feedbackWanted: ({ name, title, firm }) => ({
    subject: `${name} bittet Sie um Feedback: ${title}`,
    paragraphs: [
      `${name} bittet Sie um Feedback in „${title}“. Lesen und beantworten Sie die Frage in Coachwork.`,
      `Nur ${name} und die anderen Coachs können Ihre Antwort lesen. ${firm} kann es nicht.`,
    ],
  }),
  feedbackGiven: ({ title, firm }) => ({
    subject: `Es gibt Feedback für Sie: ${title}`,
    paragraphs: [
      `In „${title}“ gibt es Feedback für Sie. Lesen Sie es in Coachwork.`,
      `Nur Sie und Ihre Coachs können es lesen. ${firm} kann es nicht.`,
    ],
  }),
  surveyWanted: ({ survey, firm, subject, link, day, isAnonymous, isNamed, isReminder }) => ({
    subject: `${isReminder ? "Erinnerung: " : ""}Ihre Antworten zu ${survey}${subject === null ? "" : ` über ${subject}`}`,
    paragraphs: [
      subject === null
        ? `${firm} bittet Sie, „${survey}“ zu beantworten.`
        : `${firm} bittet Sie, „${survey}“ über ${subject} zu beantworten. ${subject} liest eine Auswertung aller Antworten.`,
      link === null
        ? "Antworten Sie in Coachwork."
        : `Antworten Sie hier, ohne Konto. Der Link ist nur für Sie:\n${link}`,
      day === null
        ? "Sie können Ihre Antworten ändern, bis die Umfrage schließt."
        : `Sie können bis ${day} antworten und Ihre Antworten ändern.`,
      isAnonymous
        ? "Die Umfrage ist anonym: Antworten werden mit denen anderer zusammengezählt, und wer was geantwortet hat, wird nicht aufbewahrt."
        : isNamed
          ? "Die Umfrage ist nicht anonym: Ihre Antworten tragen Ihren Namen."
          : "Die Auswertung zeigt Gruppen und nie, wer was geantwortet hat. Antworten von Vorgesetzten werden als solche gezeigt.",
    ],
  }),
  worksheetWanted: ({ worksheet, title, firm, isAgain }) => ({
    subject: isAgain
      ? `Bitte noch einmal ansehen: ${worksheet} (${title})`
      : `Bitte ausfüllen: ${worksheet} (${title})`,
    paragraphs: [
      isAgain
        ? `„${worksheet}“ in „${title}“ wurde Ihnen zurückgegeben. Lesen Sie in Coachwork, warum, und arbeiten Sie daran weiter.`
        : `In „${title}“ gibt es ein Arbeitsblatt für Sie: „${worksheet}“. Füllen Sie es in Coachwork aus und geben Sie es ab.`,
      `Nur Sie und Ihre Coachs können lesen, was Sie abgeben. ${firm} kann es nicht.`,
    ],
  }),
  worksheetHandedIn: ({ name, worksheet, title, firm }) => ({
    subject: `${name} hat abgegeben: ${worksheet} (${title})`,
    paragraphs: [
      `${name} hat „${worksheet}“ in „${title}“ abgegeben. Lesen Sie es in Coachwork.`,
      `Nur ${name} und die Coachs können es lesen. ${firm} kann es nicht.`,
    ],
  }),
  hoursConsentWanted: ({ coach, firm }) => ({
    subject: `Darf ${coach} Sie in einem Stundennachweis nennen?`,
    paragraphs: [
      `${coach} hat Sie bei ${firm} gecoacht und führt einen Nachweis über Coachingstunden, um eine Zertifizierung zu erhalten oder zu erneuern. Der Nachweis nennt Namen, E-Mail-Adresse und Stunden. Über Inhalte sagt er nichts.`,
      "Der Verband, der die Zertifizierung vergibt, kann Genannte anschreiben und fragen, ob die Sitzungen stattgefunden haben.",
      "Sie werden nur genannt, wenn Sie in Coachwork zustimmen. Das können Sie jederzeit widerrufen.",
    ],
  }),
  agreementWanted: ({ agreement, title, firm, isReplacing }) => ({
    subject: `Bitte unterschreiben: ${agreement} (${title})`,
    paragraphs: [
      ...(isReplacing ? [`In „${title}“ hat sich etwas geändert. Eine neue Vereinbarung ersetzt die bisherige.`] : []),
      `${firm} bittet Sie, „${agreement}“ für „${title}“ zu unterschreiben. Lesen und unterschreiben Sie in Coachwork.`,
    ],
  }),
  agreementCompleted: ({ agreement, title, firm }) => ({
    subject: `Von allen unterschrieben: ${agreement} (${title})`,
    paragraphs: [`Alle haben „${agreement}“ für „${title}“ mit ${firm} unterschrieben. Lesen Sie es in Coachwork.`],
  }),
  agreementEnded: ({ agreement, title, firm, isDeclined, isWithdrawn }) => ({
    subject: `Nicht mehr zu unterschreiben: ${agreement} (${title})`,
    paragraphs: [
      isDeclined
        ? `„${agreement}“ für „${title}“ wurde abgelehnt. Niemand muss mehr unterschreiben. ${firm} weiß davon.`
        : isWithdrawn
          ? `${firm} hat „${agreement}“ für „${title}“ zurückgezogen. Niemand muss mehr unterschreiben.`
          : `„${agreement}“ für „${title}“ gilt nicht mehr, weil sich etwas geändert hat.`,
    ],
  }),
  credentialExpiring: ({ credential, day, firm }) => ({
    subject: `Ihre Zertifizierung läuft bald ab: ${credential}`,
    paragraphs: [
      `Ihre Zertifizierung „${credential}“ gilt bis zum ${day}.`,
      `Haben Sie sie erneuert, so tragen Sie in Ihrem Profil bei ${firm} den neuen letzten Tag ein. Nach dem ${day} wird sie als abgelaufen gezeigt.`,
    ],
  }),
  webhookDisabled: ({ address, day, firm, isFailing, isGone }) => ({
    subject: `Ein Webhook ist abgeschaltet: ${address}`,
    paragraphs: [
      `Seit dem ${day} meldet Coachwork dieser Adresse nicht mehr, was bei ${firm} geschieht: ${address}`,
      isFailing
        ? "Sie war fünf Tage lang nicht erreichbar. Nachrichten, die nicht ankamen, wurden verworfen."
        : isGone
          ? "Sie hat geantwortet, dass es sie nicht mehr gibt (410). Nachrichten, die nicht ankamen, wurden verworfen."
          : "Ihr API-Schlüssel wurde widerrufen, ist abgelaufen oder hat ein Recht verloren. Nachrichten, die nicht ankamen, wurden verworfen.",
      "Die letzten Versuche zeigen, woran es lag. Wenn sie wieder erreichbar ist, schalten Sie den Webhook ein und senden Sie das Verworfene.",
    ],
  }),
  actionItemDue: ({ item, title, day, firm }) => ({
    subject: `Morgen fällig: ${item}`,
    paragraphs: [
      `Das wollten Sie bis zum ${day} tun, für „${title}“ bei ${firm}: ${item}`,
      "Ist es getan, so haken Sie es ab. Brauchen Sie mehr Zeit, so ändern Sie den Termin.",
    ],
  }),
  actionItemOverdue: ({ item, title, day, firm }) => ({
    subject: `Überfällig: ${item}`,
    paragraphs: [
      `Das wollten Sie bis zum ${day} tun, für „${title}“ bei ${firm}. Es ist noch offen: ${item}`,
      "Haken Sie es ab, geben Sie ihm einen anderen Termin oder lassen Sie es fallen.",
    ],
  }),
};
