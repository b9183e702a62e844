import { describe, expect, test } from "@jest/globals";
import { simpleParser } from "mailparser";
import { languageOf } from "./catalogs/catalogs.js";
import type { PlainLetterKind, PlainLetters } from "./catalogs/plain-letters.js";
import { type PlainLetter, plainMessageOf } from "./plain-letter.js";

const sender = { name: "Coachwork", address: "no-reply@mail.example" };
const link = "https://api.example.com/account#accept=abc";
const letter: PlainLetter<"invitation"> = {
  kind: "invitation",
  id: "01930000-0000-7000-8000-000000000001",
  reader: { name: "Jörg Weiß", email: "joerg@alder.example", locale: "en" },
  firm: "Northlight Coaching",
  facts: { firm: "Northlight Coaching", link },
  page: null,
  writtenAt: new Date("2027-02-20T08:00:00Z"),
};
const read = async (more: Partial<PlainLetter<"invitation">>) => {
  const { id, to, raw } = await plainMessageOf({ ...letter, ...more }, sender);
  return { id, to, raw: raw.toString("latin1"), mail: await simpleParser(raw) };
};

describe("A plain letter", () => {
  test("goes to its reader in the firm's name, with its link on a line of its own", async () => {
    const { to, mail } = await read({});
    expect(to).toBe("joerg@alder.example");
    expect(mail.from?.text).toBe('"Northlight Coaching via Coachwork" <no-reply@mail.example>');
    expect(mail.subject).toBe("Northlight Coaching invites you to Coachwork");
    expect(mail.text).toContain("Hello Jörg Weiß,");
    expect(mail.text?.split("\n")).toContain(link);
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.attachments).toEqual([]);
  });

  test("is the same message however often it is made", async () => {
    const [one, again] = [await read({}), await read({})];
    expect(one.id).toBe("01930000000070008000000000000001.invitation@mail.example");
    expect(again.id).toBe(one.id);
    expect(one.mail.date).toEqual(letter.writtenAt);
  });

  test("leads to the page that shows what it is about, whatever its address contains", async () => {
    const page = `https://app.example/a"><b>&'/engagements/1`;
    const { mail } = await read({ page });
    expect(mail.text?.split("\n")).toContain(`Open: ${page}`);
    expect(mail.html).toContain(
      '<a href="https://app.example/a&#34;&#62;&#60;b&#62;&#38;&#39;/engagements/1">Open</a>',
    );
    const german = await read({ page, reader: { ...letter.reader, locale: "de" } });
    expect(german.mail.text?.split("\n")).toContain(`Öffnen: ${page}`);
  });

  test("is German for readers of German, and English where there are no texts", async () => {
    const german = await read({ reader: { ...letter.reader, locale: "de-AT" } });
    expect(german.mail.subject).toBe("Northlight Coaching lädt Sie zu Coachwork ein");
    const japanese = await read({ reader: { ...letter.reader, locale: "ja" } });
    expect(japanese.mail.subject).toBe("Northlight Coaching invites you to Coachwork");
  });

  test("has no header and no line that somebody's name smuggled in", async () => {
    const evil = "Firm\r\nBcc: everybody@alder.example\r\n\r\nOpen https://evil.example";
    const { raw, mail } = await read({
      firm: evil,
      facts: { firm: evil, link },
      reader: { ...letter.reader, name: evil },
    });
    expect(mail.headers.has("bcc")).toBe(false);
    expect(raw.split("\r\n").filter((line) => line.startsWith("Bcc"))).toEqual([]);
    expect(mail.text?.split("\n").filter((line) => line.startsWith("Open https://evil"))).toEqual([]);
  });
});

const facts: PlainLetters = {
  invitation: { firm: "FIRM", link: "LINK" },
  passwordReset: { link: "LINK" },
  passwordChanged: {},
  addressChange: { address: "ADDRESS", link: "LINK" },
  addressChanged: { address: "ADDRESS" },
  engagementJoined: { name: "NAME", title: "TITLE", asCoach: true, firm: "FIRM", day: "DAY" },
  joiningRequested: { name: "NAME", title: "TITLE", asCoach: false, day: "DAY" },
  extensionProposed: { name: "NAME", title: "TITLE", day: "DAY", before: "BEFORE", message: "MESSAGE" },
  extensionAnswered: { name: "NAME", title: "TITLE", day: "DAY", before: "BEFORE", isAccepted: true },
  introductionWanted: {
    ...{ mentor: "MENTOR", mentee: "MENTEE", introduced: "INTRODUCED", message: "MESSAGE", day: "DAY", link: "LINK" },
    isMentee: false,
  },
  introductionMade: { mentor: "MENTOR", other: "OTHER", address: "ADDRESS", firm: "FIRM" },
  introductionAnswered: { mentee: "MENTEE", introduced: "INTRODUCED", declinedBy: "DECLINER" },
  matchOffered: { coaches: "COACHES", day: "DAY", firm: "FIRM" },
  matchWanted: { name: "NAME", day: "DAY", firm: "FIRM" },
  matchesWanted: { names: ["NAME", "NAMESAKE"], more: 3, day: "DAY", firm: "FIRM" },
  matchAnswered: { participant: "PARTICIPANT", coach: "COACH", declinedBy: "DECLINER", isExpired: false },
  matchPaired: { name: "NAME", title: "TITLE", firm: "FIRM" },
  matchEnded: { name: "NAME", firm: "FIRM" },
  takeawaysWanted: { title: "TITLE", day: "DAY", firm: "FIRM" },
  feedbackWanted: { name: "NAME", title: "TITLE", firm: "FIRM" },
  feedbackGiven: { title: "TITLE", firm: "FIRM" },
  surveyWanted: {
    ...{ survey: "SURVEY", firm: "FIRM", subject: "SUBJECT", link: "LINK", day: "DAY" },
    ...{ isAnonymous: false, isNamed: false, isReminder: true },
  },
  worksheetWanted: { worksheet: "WORKSHEET", title: "TITLE", firm: "FIRM", isAgain: false },
  worksheetHandedIn: { name: "NAME", worksheet: "WORKSHEET", title: "TITLE", firm: "FIRM" },
  hoursConsentWanted: { coach: "COACH", firm: "FIRM" },
  agreementWanted: { agreement: "AGREEMENT", title: "TITLE", firm: "FIRM", isReplacing: true },
  agreementCompleted: { agreement: "AGREEMENT", title: "TITLE", firm: "FIRM" },
  agreementEnded: { agreement: "AGREEMENT", title: "TITLE", firm: "FIRM", isDeclined: true, isWithdrawn: false },
  credentialExpiring: { credential: "CREDENTIAL", day: "DAY", firm: "FIRM" },
  webhookDisabled: { address: "ADDRESS", day: "DAY", firm: "FIRM", isFailing: true, isGone: false },
  actionItemDue: { item: "ITEM", title: "TITLE", day: "DAY", firm: "FIRM" },
  actionItemOverdue: { item: "ITEM", title: "TITLE", day: "DAY", firm: "FIRM" },
};

test.each(["en", "de"])("Every letter in %s tells what it has to tell", (locale) => {
  const { letters } = languageOf(locale).catalog;
  for (const kind of Object.keys(facts) as PlainLetterKind[]) {
    const { subject, paragraphs } = letters[kind](facts[kind] as never);
    const text = [subject, ...paragraphs].join("\n");
    expect(subject).not.toBe("");
    const told = Object.values(facts[kind])
      .flat()
      .filter((fact) => typeof fact === "string");
    for (const fact of told) expect(text).toContain(fact);
  }
});
