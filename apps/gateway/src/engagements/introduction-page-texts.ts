import { escaped, mailedPage } from "../graphql/mailed-page.js";

/** What the page of an introduction is about, as people wrote it. */
export interface Introduced {
  readonly mentor: string;
  readonly mentee: string;
  readonly firm: string;
  readonly message: string;
  /** The mentor's language: that of the reader is not known. */
  readonly locale: string;
}

/** How far the introduction has come: asked, accepted by the reader alone or by both, or declined by the reader. */
export type Standing = "ASKED" | "ACCEPTED" | "BOTH_ACCEPTED" | "DECLINED";

interface Texts {
  readonly title: (facts: Introduced) => string;
  readonly writes: (facts: Introduced) => string;
  readonly standings: Readonly<Record<Standing, (facts: Introduced) => string>>;
  readonly accept: string;
  readonly decline: string;
}

const en: Texts = {
  title: ({ mentor, mentee }) => `${mentor} would like to introduce ${mentee} to you`,
  writes: ({ mentor, message }) => `${mentor} writes: ${message}`,
  standings: {
    ASKED: ({ mentee, firm }) =>
      `If you accept, and ${mentee} does too, ${firm} tells each of you the other's name and e-mail address. Until then neither address is shown.`,
    ACCEPTED: ({ mentee }) =>
      `You have accepted. As soon as ${mentee} has accepted too, you get an e-mail. Until then you can still decline.`,
    BOTH_ACCEPTED: ({ mentee }) =>
      `You and ${mentee} have both accepted. An e-mail tells each of you how to reach the other.`,
    DECLINED: ({ mentee }) =>
      `You have declined. ${mentee} does not learn your e-mail address, and it is forgotten here.`,
  },
  accept: "Accept",
  decline: "Decline",
};

const de: Texts = {
  title: ({ mentor, mentee }) => `${mentor} möchte Sie mit ${mentee} bekannt machen`,
  writes: ({ mentor, message }) => `${mentor} schreibt: ${message}`,
  standings: {
    ASKED: ({ mentee, firm }) =>
      `Wenn Sie und ${mentee} annehmen, nennt ${firm} Ihnen beiden Namen und E-Mail-Adresse des anderen. Bis dahin wird keine Adresse gezeigt.`,
    ACCEPTED: ({ mentee }) =>
      `Sie haben angenommen. Sobald auch ${mentee} angenommen hat, bekommen Sie eine E-Mail. Bis dahin können Sie noch ablehnen.`,
    BOTH_ACCEPTED: ({ mentee }) =>
      `Sie und ${mentee} haben beide angenommen. Eine E-Mail sagt Ihnen beiden, wie Sie einander erreichen.`,
    DECLINED: ({ mentee }) =>
      `Sie haben abgelehnt. ${mentee} erfährt Ihre E-Mail-Adresse nicht, und sie wird hier gelöscht.`,
  },
  accept: "Annehmen",
  decline: "Ablehnen",
};

const languages: Readonly<Record<string, Texts>> = { en, de };

/** The page of an introduction, with the buttons that its standing leaves. */
export function introductionPage(facts: Introduced, standing: Standing): string {
  const asked = new Intl.Locale(facts.locale).language;
  const language = asked in languages ? asked : "en";
  const texts = languages[language]!;
  const title = texts.title(facts);
  const parts = [texts.writes(facts), texts.standings[standing](facts)].map((text) => `<p>${escaped(text)}</p>`);
  if (standing === "ASKED") parts.push(button("accept", texts.accept));
  if (standing === "ASKED" || standing === "ACCEPTED") parts.push(button("decline", texts.decline));
  return mailedPage(language, title, parts);
}

function button(answer: string, label: string): string {
  return `<form method="post"><input type="hidden" name="answer" value="${answer}"><p><button>${label}</button></p></form>`;
}
