import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { extractText } from "unpdf";
import { sharedStage } from "../support/stage.ts";
import { AgreementsWorld, type Who } from "./agreements-world.ts";

const stage = await sharedStage();
let world: AgreementsWorld;

beforeEach(async () => {
  world = await AgreementsWorld.open(stage);
});

const addressFor = async (who: Who, agreementId: string): Promise<AnyData> => {
  const query = "query($id: ID!) { agreementPdf(agreementId: $id) { url expiresAt } }";
  return (await world.as[who].ask(query, { id: agreementId })).agreementPdf;
};
/** The platform's public address is not where its tests reach it. */
const download = (url: string) => fetch(new URL(new URL(url).pathname, stage.platform.url));

/** What somebody reads on each page. */
async function pagesFor(who: Who, { id }: AnyData): Promise<readonly string[]> {
  const { url } = await addressFor(who, id);
  const answer = await download(url);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(Buffer.from(bytes.slice(0, 5)).toString()).toBe("%PDF-");
  const { text } = await extractText(bytes, { mergePages: false });
  return text.map((page) => page.replace(/\s+/g, " "));
}

const TEXT = `# Agreement with {{clientName}}

**{{coachName}}** & Σοφία Παπαδάκη agree *gladly* with Дмитрий Щербаков:

1. to meet
2. to talk
   - openly
   - kindly

> What is said stays here.

| a | table |
| - | ----- |
| 1 | <b>2</b> |
`;

describe("the PDF of an agreement", () => {
  test("has its text, the signatures and the hash, in all letters of Europe", async () => {
    await stage.database.admin.query("update person set name = $3 where firm_id = $1 and id = $2", [
      ...[world.firm.firmId, world.people.client, "Łukasz Żółć"],
    ]);
    const templateId = await world.template("Vereinbarung für Größe", TEXT);
    const agreement = await world.sent(await world.engagement(), { templateId });
    await world.sign("client", agreement, "Łukasz Żółć-Ñandú");
    const pages = await pagesFor("coach", agreement);
    const page = pages.join(" ");
    for (const part of [
      ...[
        "Vereinbarung für Größe",
        "Agreement with Łukasz Żółć",
        "Coach & Σοφία Παπαδάκη agree gladly with Дмитрий Щербаков:",
      ],
      ...["1. to meet", "2. to talk", "• openly", "What is said stays here.", "| 1 | <b>2</b> |"],
      ...[
        "Status: OUT_FOR_SIGNATURE",
        "Coach: Coach has not signed yet.",
        "Participant: Łukasz Żółć-Ñandú , signed at",
      ],
      `SHA-256 of the text: ${agreement.textHash}`,
    ])
      expect(page.replace(/ ,/g, ",")).toContain(part.replace(/ ,/g, ","));
    expect(page).not.toContain("**");
    const { url } = await addressFor("coach", agreement.id);
    expect((await download(url)).headers.get("content-disposition")).toMatch(/^attachment; .*\.pdf/);
  });

  test("has the hash on each of its pages", async () => {
    const templateId = await world.template("Long", `${"A sentence of the agreement. ".repeat(30)}\n\n`.repeat(12));
    const agreement = await world.sent(await world.engagement(), { templateId });
    const pages = await pagesFor("manager", agreement);
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, place) => {
      expect(page).toContain(agreement.textHash);
      expect(page).toContain(`${place + 1} / ${pages.length}`);
    });
  });

  test("leaves time for others while its Markdown takes too long, and then has the text as it was written", async () => {
    const text = "*a_".repeat(10_000);
    const agreement = await world.sent(await world.engagement(), { templateId: await world.template("Slow", text) });
    let isMade = false;
    const made = pagesFor("manager", agreement).finally(() => (isMade = true));
    for (let asked = 0; asked < 5; asked += 1) await world.as.coach.ask("{ me { name } }");
    expect(isMade).toBe(false);
    const letters = (await made).map((page) => page.replaceAll(" ", "").replace(/SHA-256.*/, "")).join("");
    expect(letters.includes(text)).toBe(true);
  });

  test("shows no participant the signature of another, and no sponsor a coach who has not signed", async () => {
    const templateId = await world.template("Together", "Until {{endsOn}}");
    const engagement = await world.engagement({ format: "GROUP" }, ["client", "fellow"]);
    const agreement = await world.sent(engagement, { templateId, isThreeWay: true });
    await world.sign("fellow", agreement);
    const [forClient, forCoach, forSponsor] = [
      (await pagesFor("client", agreement)).join(),
      (await pagesFor("coach", agreement)).join(),
      (await pagesFor("sponsor", agreement)).join(),
    ];
    for (const page of [forClient, forCoach, forSponsor]) expect(page).toContain(`Until ${day(120)}`);
    expect(forClient).not.toMatch(/fellow/i);
    expect(forClient).toContain("Other participants: 1 of 1 have signed.");
    expect(forCoach).toContain("fellow signs");
    expect(forSponsor).toContain("Coach: not signed yet.");
    expect(forSponsor).toContain("fellow signs");
  });

  test("has no address for those who do not read its text", async () => {
    const agreement = await world.sent(await world.engagement());
    for (const who of ["finance", "sponsor", "fellow", "other"] as const)
      expect(await addressFor(who, agreement.id)).toBeNull();
    expect(await addressFor("manager", apiId("agreement", world.firm.firmId))).toBeNull();
  });
});
