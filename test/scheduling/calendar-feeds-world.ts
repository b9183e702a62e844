import { beforeEach, expect } from "@jest/globals";
import { FirmFactory, type TestClient } from "@coachwork/testing";
import { PUBLIC_URL } from "../support/platform.ts";
import type { SharedDatabase } from "../support/database.ts";
import type { PlatformPlace } from "../support/platform.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
let platform: PlatformPlace;
let signedIn: Stage["signedIn"];
export let firm: FirmFactory;
/** An individual engagement and a group, both with the coach and the client. */
export let people: Record<"manager" | "coach" | "client" | "fellow", string>;
export let alone: string;
export let group: string;
let networks = 0;

/** Plays the stories of a file on a stage. Each test has a firm of its own, with an engagement of one client and one of a group. */
export function playOn(stage: Stage): void {
  ({ database, platform, signedIn } = stage);
  beforeEach(async () => {
    firm = await FirmFactory.create(database.admin, { name: "Northlight; Coaching" });
    people = {
      manager: await firm.person(["PROGRAM_MANAGER"], { name: "Mana" }),
      coach: await firm.person(["COACH"], { name: "Cora" }),
      client: await firm.person(["CLIENT"], { name: "Clio" }),
      fellow: await firm.person(["CLIENT"], { name: "Fela" }),
    };
    const { coach, client, fellow } = people;
    alone = await firm.engagement({ coaches: [coach], participants: [client] }, { title: "Alone" });
    const groups = { coaches: [coach], participants: [client, fellow] };
    group = await firm.engagement(groups, { title: "Group", format: "GROUP" });
    await firm.availability(coach);
  });
}

export const create = `mutation ($input: CreateCalendarFeedInput!) {
  createCalendarFeed(input: $input) { calendarFeed { id } address userErrors { code field message } }
}`;

interface NewFeed {
  readonly id: string;
  readonly address: string;
}

export const as = (personId: string) => signedIn(firm, personId);

export async function feedFor(client: TestClient, input: object = {}): Promise<NewFeed> {
  const { createCalendarFeed } = await client.ask(create, { input });
  expect(createCalendarFeed.userErrors).toEqual([]);
  return { id: createCalendarFeed.calendarFeed.id, address: createCalendarFeed.address };
}

export async function feedOf(personId: string, input: object = {}): Promise<NewFeed> {
  return feedFor(await as(personId), input);
}

/** Reads an address as a calendar program does; each time from another network, unless said otherwise. */
export function read(address: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  networks += 1;
  return fetch(address.replace(PUBLIC_URL, platform.url), {
    method,
    headers: { "x-forwarded-for": `10.0.${networks >> 8}.${networks & 255}`, ...headers },
  });
}
export const session = (engagement: string, startsAt: Date, values: object = {}) =>
  firm.session(engagement, { coaches: [people.coach], startsAt }, { ...values });
