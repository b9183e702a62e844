import type { EngagementKind } from "@coachwork/schema";

/** What the page says around the questions, in a language. */
export interface PageTexts {
  readonly title: (firm: string) => string;
  readonly intro: string;
  readonly noAnswer: string;
  readonly contact: string;
  readonly consent: (firm: string) => string;
  readonly name: string;
  readonly email: string;
  readonly send: string;
  readonly problems: Readonly<Record<Problem, string>>;
  readonly fits: { readonly [Kind in EngagementKind | "NEITHER"]: string };
  readonly means: { readonly [Kind in EngagementKind]: string };
  readonly clarity: (percent: number) => string;
  readonly speaksFor: { readonly [Kind in EngagementKind]: string };
  readonly next: (firm: string) => string;
  readonly crowded: string;
}

/** Why a form is shown again. */
export type Problem = "UNANSWERED" | "CHANGED" | "NAME" | "EMAIL";

const en: PageTexts = {
  title: (firm) => `${firm} asks what you need`,
  intro: "Your answers show whether coaching or mentoring fits you better. You see the result at once.",
  noAnswer: "No answer",
  contact: "How to reach you, if you like",
  consent: (firm) =>
    `You do not have to say who you are. If you do, ${firm} keeps your name and e-mail address with your answers, so that it can talk with you about them. It deletes them when you ask.`,
  name: "Name",
  email: "E-mail address",
  send: "See the result",
  problems: {
    UNANSWERED: "Answer at least one question.",
    CHANGED: "The questions have changed since you opened this page. Please answer them again.",
    NAME: "The name is too long or contains characters that cannot be shown. Give 1 to 200 characters, or leave it empty.",
    EMAIL: "This is not an e-mail address. Give one such as name@firm.example, or leave it empty.",
  },
  fits: {
    COACHING: "Coaching fits you better",
    MENTORING: "Mentoring fits you better",
    NEITHER: "Neither fits you clearly better",
  },
  means: {
    COACHING: "Coaching works on a particular goal, skill or behaviour, with direct feedback and a clear end.",
    MENTORING: "Mentoring is about your development over time, with somebody who has taken a similar path.",
  },
  clarity: (percent) => `How clearly your answers point this way: ${percent} out of 100.`,
  speaksFor: { COACHING: "What speaks for coaching", MENTORING: "What speaks for mentoring" },
  next: (firm) =>
    `This is advice, and the choice is yours. ${firm} sees your answers. Print this page if you want to keep it.`,
  crowded: "Many people are answering at the moment. Go back and send your answers again in an hour.",
};

const de: PageTexts = {
  title: (firm) => `${firm} fragt, was Sie brauchen`,
  intro: "Ihre Antworten zeigen, ob Coaching oder Mentoring besser zu Ihnen passt. Das Ergebnis sehen Sie sofort.",
  noAnswer: "Keine Angabe",
  contact: "Wie Sie zu erreichen sind, wenn Sie möchten",
  consent: (firm) =>
    `Sie müssen nicht sagen, wer Sie sind. Wenn Sie es tun, bewahrt ${firm} Namen und E-Mail-Adresse mit Ihren Antworten auf, um mit Ihnen darüber zu sprechen, und löscht sie auf Ihren Wunsch.`,
  name: "Name",
  email: "E-Mail-Adresse",
  send: "Ergebnis ansehen",
  problems: {
    UNANSWERED: "Beantworten Sie mindestens eine Frage.",
    CHANGED:
      "Die Fragen haben sich geändert, seit Sie diese Seite geöffnet haben. Bitte beantworten Sie sie noch einmal.",
    NAME: "Der Name ist zu lang oder enthält Zeichen, die sich nicht anzeigen lassen. Geben Sie 1 bis 200 Zeichen an oder nichts.",
    EMAIL: "Das ist keine E-Mail-Adresse. Geben Sie eine an wie name@firma.example oder nichts.",
  },
  fits: {
    COACHING: "Coaching passt besser zu Ihnen",
    MENTORING: "Mentoring passt besser zu Ihnen",
    NEITHER: "Keines von beiden passt deutlich besser zu Ihnen",
  },
  means: {
    COACHING:
      "Im Coaching arbeiten Sie an einem Ziel, einer Fähigkeit oder einem Verhalten, mit direkter Rückmeldung und klarem Ende.",
    MENTORING:
      "Im Mentoring geht es um Ihre Entwicklung über längere Zeit, mit jemandem, der einen ähnlichen Weg gegangen ist.",
  },
  clarity: (percent) => `Wie deutlich Ihre Antworten dorthin weisen: ${percent} von 100.`,
  speaksFor: { COACHING: "Was für Coaching spricht", MENTORING: "Was für Mentoring spricht" },
  next: (firm) =>
    `Sie entscheiden: Das ist ein Rat. ${firm} sieht Ihre Antworten. Drucken Sie diese Seite aus, wenn Sie sie behalten möchten.`,
  crowded: "Gerade antworten viele. Gehen Sie zurück und senden Sie Ihre Antworten in einer Stunde noch einmal.",
};

export const pageLanguages: Readonly<Record<string, PageTexts>> = { en, de };

/** The language of the page around questions in this language. */
export function pageLanguageOf(locale: string): string {
  const { language } = new Intl.Locale(locale);
  return language in pageLanguages ? language : "en";
}
