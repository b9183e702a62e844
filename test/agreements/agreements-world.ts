import { createHash } from "node:crypto";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { expect } from "@jest/globals";
import { mutate } from "../support/mutate.ts";
import type { Stage } from "../support/stage.ts";

const TEXT = "# Coaching\n\n{{coachName}} coaches {{clientName}} until {{endsOn}}: {{allocation}}.";
const AGREEMENT = `agreement { id status title text textHash isThreeWay partyCount signedCount sentAt completedAt endedAt reason
  follows { id } parties { id side typedName signedAt address person { name } } }`;
const roles = {
  manager: "PROGRAM_MANAGER",
  ...{ coach: "COACH", client: "CLIENT", fellow: "CLIENT", sponsor: "SPONSOR", finance: "FINANCE", other: "COACH" },
} as const;
export type Who = keyof typeof roles;
export const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** A firm with people of every role, signed in, and an organization that pays. Client, fellow and sponsor belong to it. */
export class AgreementsWorld {
  firm!: FirmFactory;
  organization!: string;
  readonly people = {} as Record<Who, string>;
  readonly as = {} as Record<Who, TestClient>;
  templateId!: string;

  private constructor(readonly stage: Pick<Stage, "database" | "signedIn">) {}

  static async open(stage: Pick<Stage, "database" | "signedIn">): Promise<AgreementsWorld> {
    const world = new AgreementsWorld(stage);
    world.firm = await FirmFactory.create(stage.database.admin);
    world.organization = await world.firm.organization({ name: "Alder Bank" });
    for (const [who, role] of Object.entries(roles) as [Who, string][]) {
      const isEmployed = ["client", "fellow", "sponsor"].includes(who);
      world.people[who] = await world.firm.person([role], {
        ...{ name: `${who[0]!.toUpperCase()}${who.slice(1)}`, email: world.addressOf(who), status: "ACTIVE" },
        organization_id: isEmployed ? world.organization : null,
      });
      world.as[who] = await stage.signedIn(world.firm, world.people[who]);
    }
    world.templateId = await world.template();
    return world;
  }

  addressOf = (who: string): string => `${who}.${this.firm.firmId}@firm.example`;

  async template(name = "Coaching agreement", text = TEXT): Promise<string> {
    const answer = { answer: "agreementTemplate { id }" };
    const made = await mutate(this.as.manager, "createAgreementTemplate", { name, text }, answer);
    return made.agreementTemplate.id;
  }

  /** Coaching of the client, which the organization pays for; gives its id at the API. */
  async engagement(values: Record<string, unknown> = {}, participants: readonly Who[] = ["client"]): Promise<string> {
    const id = await this.firm.engagement(
      { coaches: [this.people.coach], participants: participants.map((who) => this.people[who]) },
      { title: "First hundred days", organization_id: this.organization, ends_on: day(120), ...values },
    );
    return apiId("engagement", id);
  }

  prepare(engagementId: string, input: object = {}): Promise<AnyData> {
    const given = { engagementId, templateId: this.templateId, ...input };
    return mutate(this.as.manager, "prepareAgreement", given, { answer: AGREEMENT });
  }

  /** An agreement that its parties are asked to sign. */
  async sent(engagementId: string, input: object = {}): Promise<AnyData> {
    const { agreement, userErrors } = await this.prepare(engagementId, input);
    expect(userErrors).toEqual([]);
    return (await this.act("manager", "sendAgreement", { id: agreement.id })).agreement;
  }

  act(who: Who, name: string, input: object): Promise<AnyData> {
    return mutate(this.as[who], name, input, { answer: AGREEMENT });
  }

  sign(who: Who, { id, textHash }: AnyData, typedName = `${who} signs`): Promise<AnyData> {
    return this.act(who, "signAgreement", { id, typedName, textHash });
  }

  /** What somebody reads of an agreement. */
  async read(who: Who, id: string): Promise<AnyData> {
    const query = `query($id: ID!) { ${AGREEMENT.replace("agreement {", "agreement(id: $id) {")} }`;
    return (await this.as[who].ask(query, { id })).agreement;
  }

  /** The agreements of an engagement, oldest first, as those who run the practice see them. */
  async all(engagementId: string): Promise<AnyData[]> {
    const query = `query($id: ID!) { engagement(id: $id) { agreements(first: 20) { nodes ${AGREEMENT.slice("agreement ".length)} } } }`;
    return (await this.as.manager.ask(query, { id: engagementId })).engagement.agreements.nodes;
  }

  /** The types of the events about agreements. */
  async told(): Promise<string[]> {
    const text = "select type from event where firm_id = $1 and type like 'agreement.%' order by seq";
    const { rows } = await this.stage.database.admin.query<{ type: string }>(text, [this.firm.firmId]);
    return rows.map(({ type }) => type.slice("agreement.".length));
  }
}
