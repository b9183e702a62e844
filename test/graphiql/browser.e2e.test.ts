import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import type { Browser } from "playwright-core";
import { examples } from "../../apps/gateway/graphiql/examples.ts";
import { browserHere, findBrowser, launch } from "./browser.js";
import { OpenedPage } from "./opened-page.js";
import { sharedStage, type Stage } from "../support/stage.ts";

const chromium = await findBrowser();

if (chromium !== undefined) {
  const stage = await sharedStage();
  describe("a coach who opens the page in a browser", () => drive(chromium, stage));
} else {
  test("nobody opens the page here, since there is no browser", () => {
    expect(browserHere()).toBeUndefined();
  });
}

function drive(path: string, { database, platform, signedIn }: Stage): void {
  let browser: Browser;
  let page: OpenedPage;
  let coachId: string;
  let engagementId: string;
  let token: string;
  let api: TestClient;

  beforeAll(async () => {
    const firm = await FirmFactory.create(database.admin, { name: "Northlight", time_zone: "Europe/London" });
    const coach = await firm.person(["COACH"], { name: "Amara Okafor" });
    const engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
    await firm.availability(coach);
    [coachId, engagementId] = [apiId("person", coach), apiId("engagement", engagement)];
    api = await signedIn(firm, coach);
    token = api.token!;
    browser = await launch(path);
    page = await OpenedPage.open(browser, platform.url);
  });

  afterAll(async () => {
    await page?.close();
    await browser?.close();
  });

  async function book(hour: number): Promise<string> {
    const { bookSession } = await api.ask(
      `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }`,
      { input: { engagementId, startsAt: at(2, hour), endsAt: at(2, hour + 1) } },
    );
    expect(bookSession.userErrors).toEqual([]);
    return bookSession.session.id;
  }

  test("finds the examples, each in a tab of its own", async () => {
    const names = examples.map(({ query }) => /(?:query|mutation|subscription) (\w+)/.exec(query)?.[1]);
    expect(await page.tabs()).toEqual(names);
  });

  test("puts her token into the headers, runs 'Who am I' and sees her name and her firm's", async () => {
    await page.chooseTab("WhoAmI");
    await page.write("Headers", { Authorization: `Bearer ${token}` });
    await page.run();
    await page.untilAnswerShows('"name": "Amara Okafor"');
    await page.untilAnswerShows('"timeZone": "Europe/London"');
  });

  test("follows her schedule, without saying again who she is, and sees each session that is booked", async () => {
    await page.chooseTab("ScheduleChanged");
    await page.write("Variables", { coachId, after: 0 });
    await page.run();
    await page.untilAnswerShows(`"id": "${await book(9)}"`);
    await page.untilAnswerShows('"type": "BOOKED"');
    // The first has arrived, so the second is told live.
    await page.untilAnswerShows(`"id": "${await book(11)}"`);
    await page.stop();
  });

  test("has an operation laid out for her", async () => {
    await page.chooseTab("WhoAmI");
    await page.writeOperation("query WhoAmI{me{id name}}");
    await page.prettify();
    await page.untilOperationShows("query WhoAmI {");
  });

  test("finds her work in the browser's storage when she comes back, but never her token", async () => {
    await page.untilStored(coachId);
    expect(await page.stored()).not.toContain(token);
  });

  test("has given nothing away to other hosts, and no error is on the page's console", () => {
    expect(page.elsewhere).toEqual([]);
    expect(page.complaints).toEqual([]);
  });
}
