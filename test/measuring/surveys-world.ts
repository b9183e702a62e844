import { randomUUID } from "node:crypto";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { type Letter, lettersTo } from "../support/mailbox.ts";
import { done, mutate } from "../support/mutate.ts";
import type { Stage } from "../support/stage.ts";

export const QUESTIONS = [
  { label: "How useful was it?", kind: "SCALE", lowest: 1, highest: 5, isRequired: true },
  { label: "Would you recommend it?", kind: "NPS" },
  { label: "What helped?", kind: "MANY_CHOICES", choices: ["Questions", "Listening", "Tools"] },
  { label: "What is it worth?", kind: "RETURN", currency: "EUR" },
];

/** Somebody who is asked. */
export interface Asked {
  readonly id: string;
  readonly client: TestClient;
}

const RESULTS = `title formVersion questions { number label n mean nps counts { choice count }
  benefit { currency value attributed adjusted } withheld }`;

/** A firm whose manager sends surveys. */
export class SurveysWorld {
  firm!: FirmFactory;
  manager!: TestClient;

  private constructor(readonly stage: Stage) {}

  static async open(stage: Stage): Promise<SurveysWorld> {
    const world = new SurveysWorld(stage);
    world.firm = await FirmFactory.create(stage.database.admin);
    world.manager = await stage.signedIn(world.firm, await world.firm.person(["PROGRAM_MANAGER"]));
    return world;
  }

  organization(name: string): Promise<string> {
    return this.firm.row("organization", { name, created_at: new Date() });
  }

  async person(roles: readonly string[], values: Record<string, unknown> = {}): Promise<Asked> {
    const id = await this.firm.person(roles, { status: "ACTIVE", ...values });
    return { id, client: await this.stage.signedIn(this.firm, id) };
  }

  /** So many people of an organization, each with an engagement that it pays for. */
  async participants(count: number, organization_id: string, values: Record<string, unknown> = {}): Promise<Asked[]> {
    const people = await Promise.all(Array.from({ length: count }, () => this.person(["CLIENT"], { organization_id })));
    for (const { id } of people) await this.firm.engagement({ participants: [id] }, { organization_id, ...values });
    return people;
  }

  async template(input: object = {}): Promise<string> {
    const all = { title: "How was it?", privacy: "ANONYMOUS", questions: QUESTIONS, ...input };
    return (await done(this.manager, "createSurveyTemplate", all, { answer: "surveyTemplate { id }" })).surveyTemplate
      .id;
  }

  /** Sends a survey, and waits until everybody is told. */
  async sent(templateId: string, people: readonly Asked[], input: object = {}): Promise<string> {
    const personIds = people.map(({ id }) => apiId("person", id));
    const { survey } = await done(
      this.manager,
      "sendSurvey",
      { templateId, ...(people.length > 0 && { personIds }), ...input },
      { answer: "survey { id }" },
    );
    await allDone(this.stage.database, this.firm.firmId);
    return survey.id;
  }

  /** What waits for somebody, newest first. */
  async invitations({ client }: Asked): Promise<AnyData[]> {
    const answer = `nodes { id isAnswered: answered survey { id title privacy status questions { number kind } }
      answers { number value choices text benefit share confidence } }`;
    return (await client.ask(`{ surveyInvitations(first: 9, orderBy: INVITED_DESC) { ${answer} } }`)).surveyInvitations
      .nodes;
  }

  async answer(who: Asked, answers: readonly object[], id?: string): Promise<AnyData> {
    const invitation = id ?? (await this.invitations(who))[0]?.id;
    return mutate(
      who.client,
      "answerSurvey",
      { id: invitation, answers },
      { answer: "surveyInvitation { id answered }" },
    );
  }

  /** Closes a survey, and waits until its answers are counted. */
  async closed(id: string): Promise<void> {
    await done(this.manager, "closeSurvey", { id });
    await allDone(this.stage.database, this.firm.firmId);
  }

  async results(templateId: string, asked: Record<string, string> = {}, by = this.manager): Promise<AnyData> {
    const given = Object.entries({ templateId, ...asked }).map(([name, value]) =>
      /^(kind|format)$/.test(name) ? `${name}: ${value}` : `${name}: ${JSON.stringify(value)}`,
    );
    return (await by.ask(`{ surveyResults(${given.join(", ")}) { ${RESULTS} } }`)).surveyResults;
  }

  async lettersTo(address: string): Promise<readonly Letter[]> {
    await allDone(this.stage.database, this.firm.firmId);
    return lettersTo(this.stage.platform.outbox, address);
  }

  /** The personal link in the letter to an address. */
  async linkTo(address: string): Promise<string> {
    const [letter] = await this.lettersTo(address);
    const [path] = /\/surveys\/[\w-]+/.exec(letter!.text)!;
    return `${this.stage.platform.url}${path}`;
  }

  /** An address that nobody else is written to. */
  outside(name: string): string {
    return `${name.toLowerCase()}.${randomUUID()}@outside.example`;
  }
}
