import type { EngagementKind, NeedsAssessment, NeedsQuestionnaire, StoredNeedsReason } from "@coachwork/schema";
import { escaped, mailedPage } from "../../graphql/mailed-page.js";
import { pageLanguageOf, pageLanguages, type PageTexts, type Problem } from "./needs-page-texts.js";

type Asked = Pick<NeedsQuestionnaire, "locale" | "questions" | "questionsVersion">;

/** What the visitor sent, for a form that is shown again. */
export interface Sent {
  readonly problems: readonly Problem[];
  readonly fields: Readonly<Record<string, string | undefined>>;
}

/** The page with the form. `form` identifies it, so that sending it twice makes one assessment. */
export function formPage(
  firm: string,
  { locale, questions, questionsVersion }: Asked,
  form: string,
  sent?: Sent,
): string {
  const [language, texts] = textsOf(locale);
  const { problems = [], fields = {} } = sent ?? {};
  const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escaped(value)}">`;
  const asked = questions.map(({ text, choices }, place) => {
    const name = `q${place + 1}`;
    const all = [...choices.map((choice, index) => [String(index + 1), choice.text]), ["", texts.noAnswer]];
    const given = all.some(([value]) => value === fields[name]) ? fields[name] : "";
    const radios = all.map(([value, label], index) => {
      const id = `${name}-${index + 1}`;
      const checked = value === given ? " checked" : "";
      return `<div><input type="radio" id="${id}" name="${name}" value="${value}"${checked}> <label for="${id}">${escaped(label!)}</label></div>`;
    });
    return `<fieldset><legend>${place + 1}. ${escaped(text)}</legend>\n${radios.join("\n")}\n</fieldset>`;
  });
  const contact = (name: "name" | "email", problem: Problem, more: string) => {
    const isWrong = problems.includes(problem);
    const said = isWrong ? ` aria-invalid="true" aria-describedby="${name}-problem"` : "";
    const why = isWrong ? `<p id="${name}-problem">${texts.problems[problem]}</p>` : "";
    return `<label for="${name}">${texts[name]}</label><input id="${name}" name="${name}" value="${shown(fields[name])}"${more}${said}>${why}`;
  };
  const content = [
    `<p>${texts.intro}</p>`,
    problems.length > 0
      ? `<div role="alert">${problems.map((each) => `<p>${texts.problems[each]}</p>`).join("")}</div>`
      : "",
    `<form method="post">${hidden("form", form)}${hidden("version", String(questionsVersion))}`,
    ...asked,
    `<fieldset><legend>${texts.contact}</legend>\n<p>${escaped(texts.consent(firm))}</p>`,
    contact("name", "NAME", ' autocomplete="name" maxlength="200"'),
    contact("email", "EMAIL", ' type="email" autocomplete="email" maxlength="254"'),
    `</fieldset>\n<p><button>${texts.send}</button></p></form>`,
  ];
  return mailedPage(language, texts.title(firm), content);
}

/** The result: what fits, how clearly, and why, with what speaks against it. */
export function resultPage(
  firm: string,
  locale: string,
  { recommendedKind, confidence, reasons }: Pick<NeedsAssessment, "recommendedKind" | "confidence" | "reasons">,
): string {
  const [language, texts] = textsOf(locale);
  const order =
    recommendedKind === "MENTORING" ? (["MENTORING", "COACHING"] as const) : (["COACHING", "MENTORING"] as const);
  const content = [
    recommendedKind === null
      ? order.map((kind) => `<p>${texts.means[kind]}</p>`).join("\n")
      : `<p>${texts.means[recommendedKind]} ${texts.clarity(Math.round(confidence * 100))}</p>`,
    ...order.map((kind) => speaking(texts, kind, reasons)),
    `<p>${escaped(texts.next(firm))}</p>`,
  ];
  return mailedPage(language, texts.fits[recommendedKind ?? "NEITHER"], content);
}

function speaking(texts: PageTexts, kind: EngagementKind, reasons: readonly StoredNeedsReason[]): string {
  const own = reasons.filter(({ speaksFor }) => speaksFor === kind);
  if (own.length === 0) return "";
  return `<h2>${texts.speaksFor[kind]}</h2>\n<ul>${own.map(({ text }) => `<li>${escaped(text)}</li>`).join("\n")}</ul>`;
}

/** The page of a link that takes no answers at the moment. */
export function crowdedPage(firm: string, locale: string): string {
  const [language, texts] = textsOf(locale);
  return mailedPage(language, texts.title(firm), [`<p role="alert">${texts.crowded}</p>`]);
}

/** What was sent, without control characters, which HTML does not allow. */
function shown(sent = ""): string {
  return escaped(sent.replace(/\p{Cc}/gu, ""));
}

function textsOf(locale: string): readonly [language: string, texts: PageTexts] {
  const language = pageLanguageOf(locale);
  return [language, pageLanguages[language]!];
}
