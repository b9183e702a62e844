import type { RaterGroup, AskedQuestion, SurveyPrivacy } from "@coachwork/schema";
import type { RETURN_PARTS } from "./survey-page-form.js";

/** What the page of a survey is about. */
export interface SurveyFacts {
  readonly title: string;
  readonly introduction: string | null;
  readonly privacy: SurveyPrivacy;
  readonly sharedWithCoaches: boolean;
  readonly form: readonly AskedQuestion[];
  readonly firm: string;
  /** Whom a 360 is about. */
  readonly subject: string | null;
  readonly raterGroup: RaterGroup | null;
  /** A language that has texts. */
  readonly language: string;
}

/** What the page of a survey says, in one language. */
export interface Texts {
  readonly asks: (facts: SurveyFacts) => string;
  readonly privacy: (facts: SurveyFacts) => string;
  readonly kept: string;
  readonly replaced: string;
  readonly notKept: string;
  readonly missing: string;
  readonly nothing: string;
  readonly wrong: string;
  readonly needed: string;
  readonly none: string;
  readonly recommend: string;
  readonly parts: Readonly<Record<(typeof RETURN_PARTS)[number], (currency: string) => string>>;
  readonly send: string;
}

const en: Texts = {
  asks: ({ firm, subject, raterGroup }) => {
    if (subject === null) return `${firm} would like to hear from you.`;
    return raterGroup === "SELF" ? `${firm} asks you about yourself.` : `${firm} asks you about ${subject}.`;
  },
  privacy: ({ privacy, sharedWithCoaches, subject, raterGroup }) => {
    const what = privacy === "NAMED" ? "see them" : "read the report";
    const coaches = sharedWithCoaches ? ` The coaches of the engagement ${what}, too.` : "";
    if (privacy === "ANONYMOUS")
      return "This survey is anonymous. When it closes, answers are added up for at least 5 people at a time. Who answered what is deleted, and nobody can look it up.";
    if (privacy === "NAMED") return `This survey is not anonymous: your answers keep your name.${coaches}`;
    if (raterGroup === "SELF") return `Your own answers are shown beside those of others.${coaches}`;
    if (raterGroup === "MANAGER")
      return `${subject} reads a report. It shows your answers as those of the manager.${coaches}`;
    return `${subject} reads a report by groups of people. Your answers are shown only together with those of your group, and only if enough of them answer. When the 360 closes, who answered what is deleted.${coaches}`;
  },
  kept: "Thank you. Your answers are saved. You can change them until the survey closes.",
  replaced: "You have already answered. Your answers are not shown here, and new ones replace them.",
  notKept: "Your answers are not saved yet. Please look at these questions:",
  missing: "Please answer this question.",
  nothing: "Please answer at least one question.",
  wrong: "This answer does not fit the question.",
  needed: "required",
  none: "No answer",
  recommend: "0 is not at all likely, 10 is extremely likely.",
  parts: {
    benefit: (currency) => `What is the benefit worth in a year, in ${currency}?`,
    share: () => "How much of it is due to the coaching, in percent?",
    confidence: () => "How sure are you of both, in percent?",
  },
  send: "Save my answers",
};

const de: Texts = {
  asks: ({ firm, subject, raterGroup }) => {
    if (subject === null) return `${firm} fragt Sie.`;
    return raterGroup === "SELF" ? `${firm} fragt Sie nach Ihnen selbst.` : `${firm} fragt Sie nach ${subject}.`;
  },
  privacy: ({ privacy, sharedWithCoaches, subject, raterGroup }) => {
    const coaches = sharedWithCoaches ? " Auch die Coachs des Engagements sehen das." : "";
    if (privacy === "ANONYMOUS")
      return "Diese Umfrage ist anonym. Wenn sie schließt, werden Antworten von jeweils mindestens 5 Personen zusammengezählt. Wer was geantwortet hat, wird gelöscht, und niemand kann es nachsehen.";
    if (privacy === "NAMED") return `Diese Umfrage ist nicht anonym: Ihre Antworten tragen Ihren Namen.${coaches}`;
    if (raterGroup === "SELF") return `Ihre eigenen Antworten werden neben denen anderer gezeigt.${coaches}`;
    if (raterGroup === "MANAGER")
      return `${subject} liest eine Auswertung. Ihre Antworten werden darin als die der Führungskraft gezeigt.${coaches}`;
    return `${subject} liest eine Auswertung nach Gruppen. Ihre Antworten werden nur zusammen mit denen Ihrer Gruppe gezeigt, und nur, wenn genug aus ihr antworten. Wenn die Umfrage schließt, wird gelöscht, wer was geantwortet hat.${coaches}`;
  },
  kept: "Danke. Ihre Antworten sind gespeichert. Sie können sie ändern, bis die Umfrage schließt.",
  replaced: "Sie haben schon geantwortet. Ihre Antworten werden hier nicht gezeigt, und neue ersetzen sie.",
  notKept: "Ihre Antworten sind noch nicht gespeichert. Bitte sehen Sie sich diese Fragen an:",
  missing: "Bitte beantworten Sie diese Frage.",
  nothing: "Bitte beantworten Sie mindestens eine Frage.",
  wrong: "Diese Antwort passt nicht zur Frage.",
  needed: "braucht eine Antwort",
  none: "Keine Antwort",
  recommend: "0 heißt überhaupt nicht wahrscheinlich, 10 äußerst wahrscheinlich.",
  parts: {
    benefit: (currency) => `Was ist der Nutzen in einem Jahr wert, in ${currency}?`,
    share: () => "Wie viel davon geht auf das Coaching zurück, in Prozent?",
    confidence: () => "Wie sicher sind Sie bei beidem, in Prozent?",
  },
  send: "Antworten speichern",
};

export const languages: Readonly<Record<string, Texts>> = { en, de };
