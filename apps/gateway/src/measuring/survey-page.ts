import type { AskedQuestion } from "@coachwork/schema";
import { escaped, mailedPage } from "../graphql/mailed-page.js";
import { boundsOf } from "./survey-answers.js";
import { RETURN_PARTS, type Sent, type Wrong } from "./survey-page-form.js";
import { languages, type SurveyFacts, type Texts } from "./survey-page-texts.js";

/** How far the reader has come. */
export interface Filled {
  readonly sent: Sent;
  readonly wrong: readonly Wrong[];
  /** Whether the answers have just been kept. */
  readonly isKept: boolean;
  /** Whether there are answers already, which are not shown and which new ones replace. */
  readonly isReplaced?: boolean;
}

/** The first language that the browser asks for and that there is, or else that of the locale, or else English. */
export function languageFor(accepted: string | undefined, locale: string): string {
  const wanted = [...(accepted ?? "").split(","), locale].map((each) => each.trim().slice(0, 2).toLowerCase());
  return wanted.find((each) => Object.hasOwn(languages, each)) ?? "en";
}

/** The page of a survey: first what becomes of answers, then the questions with the answers so far. */
export function surveyPage(facts: SurveyFacts, { sent, wrong, isKept, isReplaced }: Filled): string {
  const texts = languages[facts.language]!;
  const { title, introduction, form } = facts;
  const said = [
    texts.asks(facts),
    ...(introduction === null ? [] : introduction.split(/\n{2,}/)),
    texts.privacy(facts),
  ];
  const parts = said.map((text) => `<p>${escaped(text)}</p>`);
  if (isKept) parts.unshift(`<p role="status"><strong>${escaped(texts.kept)}</strong></p>`);
  if (isReplaced) parts.unshift(`<p role="status"><strong>${escaped(texts.replaced)}</strong></p>`);
  if (wrong.length > 0) parts.unshift(problems(facts, wrong, texts));
  const fields = form.map((question, place) => {
    const flaw = wrong.find(({ number }) => number === place + 1);
    return field(question, place + 1, { sent, flaw: flaw && problem(flaw, texts), texts });
  });
  const button = `<p><button>${escaped(texts.send)}</button></p>`;
  return mailedPage(facts.language, title, [...parts, `<form method="post" novalidate>`, ...fields, button, "</form>"]);
}

/** What is wrong, first on the page, with links to the questions. */
function problems({ form }: SurveyFacts, wrong: readonly Wrong[], texts: Texts): string {
  const items = wrong.map((flaw) => {
    if (flaw.number === null) return `<li>${escaped(texts.nothing)}</li>`;
    const label = escaped(form[flaw.number - 1]!.label);
    return `<li><a href="#q${flaw.number}">${label}</a>: ${escaped(problem(flaw, texts))}</li>`;
  });
  return `<div role="alert"><p><strong>${escaped(texts.notKept)}</strong></p><ul>${items.join("")}</ul></div>`;
}

function problem({ isMissing }: Wrong, texts: Texts): string {
  return isMissing ? texts.missing : texts.wrong;
}

interface Field {
  readonly sent: Sent;
  readonly flaw: string | undefined;
  readonly texts: Texts;
}

/** A question as a group of fields, which a screen reader reads with its label and with what is wrong. */
function field(question: AskedQuestion, number: number, { sent, flaw, texts }: Field): string {
  const name = `q${number}`;
  const needed = question.isRequired ? ` <em>(${escaped(texts.needed)})</em>` : "";
  const legend = `<legend>${number}. ${escaped(question.label)}${needed}</legend>`;
  const says = flaw === undefined ? "" : `<p id="${name}-flaw"><strong>${escaped(flaw)}</strong></p>`;
  const described = flaw === undefined ? "" : ` aria-describedby="${name}-flaw"`;
  return `<fieldset id="${name}" tabindex="-1"${described}>${legend}${says}${inputs(question, name, sent, texts)}</fieldset>`;
}

function inputs(question: AskedQuestion, name: string, sent: Sent, texts: Texts): string {
  const { kind, choices, label, isRequired, currency } = question;
  const radio = (value: string, text: string) =>
    `<label><input type="radio" name="${name}" value="${value}"${sent[name] === value ? " checked" : ""}> ${escaped(text)}</label>`;
  const none = isRequired ? [] : [radio("", texts.none)];
  switch (kind) {
    case "SCALE":
    case "NPS": {
      const [lowest, highest] = boundsOf(question);
      const numbers = Array.from({ length: highest - lowest + 1 }, (_, place) => String(lowest + place));
      const ends = kind === "NPS" ? `<p>${escaped(texts.recommend)}</p>` : "";
      return `${ends}${[...numbers.map((each) => radio(each, each)), ...none].join(" ")}`;
    }
    case "ONE_CHOICE":
      return [...choices.map((choice, place) => radio(String(place), choice)), ...none].join("<br>");
    case "MANY_CHOICES":
      return choices
        .map((choice, place) => {
          const checked = sent[`${name}.${place}`] === undefined ? "" : " checked";
          return `<label><input type="checkbox" name="${name}.${place}"${checked}> ${escaped(choice)}</label>`;
        })
        .join("<br>");
    case "TEXT":
      return `<textarea name="${name}" aria-label="${escaped(label)}" rows="5" cols="60" maxlength="5000">${escaped(sent[name] ?? "")}</textarea>`;
    case "RETURN":
      return RETURN_PARTS.map((part) => {
        const value = escaped(sent[`${name}.${part}`] ?? "");
        return `<p><label>${escaped(texts.parts[part](currency!))} <input name="${name}.${part}" inputmode="decimal" value="${value}"></label></p>`;
      }).join("");
  }
}
