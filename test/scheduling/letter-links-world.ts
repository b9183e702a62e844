import { expect } from "@jest/globals";
import { apiId, at } from "@coachwork/testing";
import type { Letter } from "../support/mailbox.ts";
import type { Stage } from "../support/stage.ts";
import { book, database, firm, people, playOn as playLettersOn } from "./letters-world.ts";

/** Where the gateway answers. */
let url: string;

/** Plays the stories of a file on a stage, as those of letters. */
export function playOn(stage: Stage): void {
  playLettersOn(stage);
  url = stage.platform.url;
}

/** What a link answers. */
export interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** Where a letter's links lead, by what they are for. */
export function linksIn({ text }: Pick<Letter, "text">): Record<string, string> {
  const links = text.matchAll(/https?:\S+(\/sessions\/(\w+)\/\S+)/g);
  return Object.fromEntries([...links].map(([, path, step]) => [step!, `${url}${path}`]));
}

/** Opens a link, or sends the form of its page with these fields. */
export async function open(link: string, fields?: Record<string, string>): Promise<Page> {
  const response = await fetch(link, fields && { method: "POST", body: new URLSearchParams(fields) });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

/** What a page's form sends when its last choice is made. */
export function formIn({ html }: Page): { key: string; startsAt?: string } {
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1];
  if (key === undefined) throw new Error(`There is no form: ${html}`);
  const startsAt = [...html.matchAll(/name="startsAt" value="([^"]+)"/g)].at(-1)?.[1];
  return { key, ...(startsAt !== undefined && { startsAt }) };
}

/** An engagement of the coach with Ines alone. */
export function alone(more: object = {}): Promise<string> {
  return firm.engagement(
    { coaches: [people.coach], participants: [people.ines] },
    { title: "Ready to lead", format: "INDIVIDUAL", allocation_amount: 10, ...more },
  );
}

/** Books an hour of an engagement of the coach with Ines alone. */
export async function bookAlone(startsAt = at(5, 10), more: object = {}): Promise<string> {
  return book(startsAt, { engagementId: apiId("engagement", await alone()), ...more });
}

/** A session as it is kept. */
export async function row(
  session: string,
): Promise<{ status: string; startsAt: Date; sequence: number; cancelledBy: string }> {
  const { rows } = await database.admin.query(
    `select status, starts_at as "startsAt", sequence, cancelled_by as "cancelledBy" from session where id = $1::uuid`,
    [session.replace("session_", "")],
  );
  return rows[0]!;
}

/** What every link that does not work answers. */
export async function ended(): Promise<string> {
  const { status, html } = await open(`${url}/sessions/see/nonsense`);
  expect(status).toBe(404);
  return html;
}
