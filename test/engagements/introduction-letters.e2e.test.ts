import { beforeEach, describe, expect, test } from "@jest/globals";
import { sharedStage } from "../support/stage.ts";
import { type IntroductionsWorld, introductionsWorld, MESSAGE } from "./introductions-world.ts";

const stage = await sharedStage();
let world: IntroductionsWorld;
/** Whom nobody else writes to. */
let noor: string;

beforeEach(async () => {
  world = await introductionsWorld(stage);
  noor = `noor.${world.firm.firmId}@outside.example`;
});

interface Page {
  readonly status: number;
  readonly html: string;
}

const open = async (link: string, form?: Record<string, string>): Promise<Page> => {
  const response = await fetch(link, form && { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, html: await response.text() };
};

/** Asks somebody outside; gives the id and where their letter's link leads. */
async function askNoor(engagement?: string): Promise<{ id: string; link: string }> {
  const id = await world.asked(engagement ?? (await world.engagement()), { outsider: { name: "Noor", email: noor } });
  const [letter] = (await world.lettersTo(noor)).slice(-1);
  const [path] = /\/introductions\/[\w-]+/.exec(letter!.text)!;
  return { id, link: `${stage.platform.url}${path}` };
}

describe("the letters about an introduction", () => {
  test("lead to the page of the firm's application, but for those of somebody outside, who has no account", async () => {
    const { firm, addressOf, lettersTo } = world;
    const address = "https://app.firm.example";
    await stage.database.admin.query("update firm set frontend_url = $2 where firm_id = $1", [firm.firmId, address]);
    const { id } = await askNoor();
    const [outside] = await lettersTo(noor);
    expect(outside!.text).not.toContain(address);
    const [inside] = await lettersTo(addressOf("Theo"));
    expect(inside!.text).toContain(`Open: ${address}/introductions/${id}`);
  });

  const subjects = async (name: string) =>
    (await world.lettersTo(world.addressOf(name))).map(({ subject }) => subject).sort();

  test("ask both without an address, and tell all once both have accepted", async () => {
    const { act, asked, by, lettersTo, addressOf } = world;
    const id = await asked(await world.engagement());
    for (const [name, subject] of [
      ["Theo", "Mia would like to introduce you to Ida"],
      ["Ida", "Mia would like to introduce you to Theo"],
    ] as const) {
      const [letter, ...more] = await lettersTo(addressOf(name));
      expect(letter!.subject).toBe(subject);
      expect(letter!.text).toContain(`Mia writes: ${MESSAGE}`);
      expect(letter!.text).not.toContain("/introductions/");
      for (const other of ["Theo", "Ida", "Mia"].filter((each) => each !== name))
        expect(letter!.text).not.toContain(addressOf(other));
      expect(more).toEqual([]);
    }
    await act(by.other, "accept", id);
    expect(await subjects("Mia")).toEqual([]);
    expect(await subjects("Theo")).toHaveLength(1);
    await act(by.mentee, "accept", id);
    expect(await subjects("Mia")).toEqual(["Introduced: Theo and Ida"]);
    for (const [name, other] of [
      ["Theo", "Ida"],
      ["Ida", "Theo"],
    ] as const) {
      const letter = (await lettersTo(addressOf(name))).find(
        ({ subject }) => subject === `Mia has introduced you: ${other}`,
      );
      expect(letter!.text).toContain(`${other}, ${addressOf(other)}`);
    }
    for (const name of ["Tara", "Pam", "Olga"]) expect(await subjects(name)).toEqual([]);
  });

  test("tell the mentor alone that somebody declined, and nobody that it was withdrawn", async () => {
    const { act, asked, by, lettersTo, addressOf } = world;
    await act(by.mentee, "decline", await asked(await world.engagement()));
    const [letter] = await lettersTo(addressOf("Mia"));
    expect(letter!.subject).toBe("Not introduced: Theo and Ida");
    expect(letter!.text).toContain("Theo has declined");
    const again = await asked(await world.engagement());
    const before = await Promise.all(["Mia", "Theo", "Ida"].map(subjects));
    await act(by.mentor, "withdraw", again);
    expect(await Promise.all(["Mia", "Theo", "Ida"].map(subjects))).toEqual(before);
  });
});

describe("somebody outside", () => {
  test("accepts by the link in their letter, and learns the address once the mentee has accepted", async () => {
    const { act, by, stateOf, eventsOf, lettersTo, addressOf } = world;
    const { id, link } = await askNoor();
    const asked = await open(link);
    expect(asked.status).toBe(200);
    expect(asked.html).toContain("Mia would like to introduce Theo to you");
    expect(asked.html).toContain(MESSAGE);
    expect(asked.html).not.toContain("@");
    // Nothing changes by looking at it, and by a form that says nothing.
    await open(link, {});
    await open(link, { answer: "perhaps" });
    expect(await stateOf(by.mentor, id)).toMatchObject({ status: "ASKED" });
    for (let time = 0; time < 2; time += 1) {
      const accepted = await open(link, { answer: "accept" });
      expect(accepted.status).toBe(200);
      expect(accepted.html).toContain("You have accepted. As soon as Theo has accepted too");
      expect(accepted.html).not.toContain('value="accept"');
    }
    expect(await stateOf(by.mentee, id)).toMatchObject({ introducedName: "Noor", introducedEmail: null });
    expect(await lettersTo(noor)).toHaveLength(1);
    await act(by.mentee, "accept", id);
    expect(await stateOf(by.mentee, id)).toMatchObject({ introducedEmail: noor, introduced: null });
    const made = (await lettersTo(noor)).find(({ subject }) => subject === "Mia has introduced you: Theo");
    expect(made!.text).toContain(`Theo, ${addressOf("Theo")}`);
    const toTheo = await lettersTo(addressOf("Theo"));
    expect(toTheo.some(({ text }) => text.includes(`Noor, ${noor}`))).toBe(true);
    expect((await open(link)).html).toContain("You and Theo have both accepted");
    expect(await eventsOf()).toEqual(["asked", "agreed", "accepted"]);
  });

  test("declines by the link, also after accepting, and is forgotten", async () => {
    const { storedOf, lettersTo, addressOf, eventsOf } = world;
    const { id, link } = await askNoor();
    await open(link, { answer: "accept" });
    const declined = await open(link, { answer: "decline" });
    expect(declined).toMatchObject({ status: 200, html: expect.stringContaining("You have declined.") });
    expect(await storedOf(id)).toEqual({ status: "DECLINED", name: "Noor", email: null });
    expect((await lettersTo(addressOf("Mia"))).map(({ subject }) => subject)).toEqual([
      "Not introduced: Theo and Noor",
    ]);
    expect((await open(link, { answer: "accept" })).status).toBe(404);
    expect(await eventsOf()).toEqual(["asked", "agreed", "declined"]);
  });

  test("has a link that works for one introduction alone, and ends with it", async () => {
    const { act, by, firm, database } = world;
    const engagement = await world.engagement();
    const { id, link } = await askNoor(engagement);
    const ended = await open(`${stage.platform.url}/introductions/nonsense`);
    expect(ended.status).toBe(404);
    const token = link.split("/").at(-1)!;
    const other = `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`;
    expect(await open(link.replace(token, other), { answer: "accept" })).toEqual(ended);
    expect(await open(link.replace("/introductions/", "/sessions/accept/"))).toMatchObject({ status: 404 });
    await act(by.mentor, "withdraw", id);
    expect(await open(link)).toEqual(ended);
    const again = await askNoor(engagement);
    expect((await open(again.link)).status).toBe(200);
    expect(await open(link)).toEqual(ended);
    await database.admin.query("update introduction set answer_by = current_date - 1 where firm_id = $1", [
      firm.firmId,
    ]);
    for (const form of [undefined, { answer: "accept" }]) expect(await open(again.link, form)).toEqual(ended);
  });

  test("reads names and the message as texts", async () => {
    const { ids, database } = world;
    await database.admin.query("update person set name = '<b>Theo</b>', locale = 'de' where id = $1", [ids.mentee]);
    await database.admin.query("update person set locale = 'de-AT' where id = $1", [ids.mentor]);
    const { link } = await askNoor();
    const { html } = await open(link);
    expect(html).toContain("Mia möchte Sie mit &lt;b&gt;Theo&lt;/b&gt; bekannt machen");
    expect(html).toContain('<html lang="de">');
  });

  test("is forgotten after the last day, if they do not answer", async () => {
    const { firm, database, storedOf, eventsOf, lettersTo } = world;
    const { id } = await askNoor();
    const expire = async () => {
      const { rowCount } = await database.admin.query(
        `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
         where t.id = j.task_id and t.identifier = 'expireIntroduction' and payload->>'firmId' = $1`,
        [firm.firmId],
      );
      await lettersTo(noor);
      return rowCount;
    };
    await database.admin.query("update introduction set answer_by = current_date - 1 where firm_id = $1", [
      firm.firmId,
    ]);
    expect(await expire()).toBe(1);
    expect(await storedOf(id)).toEqual({ status: "EXPIRED", name: "Noor", email: null });
    expect(await eventsOf()).toEqual(["asked", "expired"]);
    expect(await expire()).toBe(0);
  });
});
