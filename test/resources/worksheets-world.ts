import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { done, mutate } from "../support/mutate.ts";
import type { Stage } from "../support/stage.ts";

const FIELDS = "fields { number label kind isRequired choices lowest highest }";
const ANSWERS = "{ number label text value choices }";
const ASSIGNED = `assignedWorksheet { id title instructions status formVersion dueOn comment handInCount version ${FIELDS}
  draft ${ANSWERS} handIns(first: 9) { nodes { id number answers ${ANSWERS} } } participant { id } }`;
export const WORKSHEET = `worksheet { id title instructions formVersion archivedAt version ${FIELDS} }`;

/** A form with a field of each kind; the first and the scale need an answer. */
export const FORM = [
  { label: "Goal", kind: "SHORT_TEXT", isRequired: true },
  { label: "Why", kind: "LONG_TEXT" },
  { label: "Hours", kind: "NUMBER" },
  { label: "When", kind: "ONE_CHOICE", choices: ["Morning", "Evening"] },
  { label: "Who helps", kind: "MANY_CHOICES", choices: ["Team", "Boss", "Friends"] },
  { label: "How sure", kind: "SCALE", lowest: 1, highest: 10, isRequired: true },
];

/** A coach and a client in a firm whose manager makes worksheets. */
export class WorksheetsWorld {
  firm!: FirmFactory;
  manager!: TestClient;
  coach!: TestClient;
  client!: TestClient;
  clientId!: string;
  coachId!: string;
  engagement!: string;

  private constructor(readonly stage: Pick<Stage, "database" | "signedIn">) {}

  static async open(stage: Pick<Stage, "database" | "signedIn">, values: Record<string, unknown> = {}) {
    const world = new WorksheetsWorld(stage);
    world.firm = await FirmFactory.create(stage.database.admin);
    world.coachId = await world.#named("Carla", "COACH");
    world.clientId = await world.#named("Clemens", "CLIENT");
    world.manager = await stage.signedIn(world.firm, await world.firm.person(["PROGRAM_MANAGER"]));
    const people = { coaches: [world.coachId], participants: [world.clientId] };
    world.engagement = await world.firm.engagement(people, values);
    world.coach = await stage.signedIn(world.firm, world.coachId);
    world.client = await stage.signedIn(world.firm, world.clientId);
    return world;
  }

  /** Somebody who gets letters. */
  #named(name: string, role: string): Promise<string> {
    return this.firm.person([role], { name, email: this.addressOf(name), status: "ACTIVE" });
  }

  addressOf(name: string): string {
    return `${name}.${this.firm.firmId}@firm.example`;
  }

  get engagementId(): string {
    return apiId("engagement", this.engagement);
  }

  async member(): Promise<readonly [id: string, client: TestClient]> {
    const person = await this.firm.person(["CLIENT"], { name: "Mia" });
    await this.firm.participant(this.engagement, person);
    return [apiId("person", person), await this.stage.signedIn(this.firm, person)];
  }

  create(input: object = {}, by = this.manager): Promise<AnyData> {
    return mutate(by, "createWorksheet", { title: "My week", fields: FORM, ...input }, { answer: WORKSHEET });
  }

  async worksheet(input: object = {}): Promise<string> {
    const { worksheet, userErrors } = await this.create(input);
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    return worksheet.id;
  }

  assign(worksheetId: string, input: object = {}, by = this.coach): Promise<AnyData> {
    const answer = "engagement { id assignedWorksheets(first: 20) { nodes { id title participant { id } } } }";
    return mutate(by, "assignWorksheet", { worksheetId, engagementId: this.engagementId, ...input }, { answer });
  }

  /** The id of a new worksheet that is assigned to the client. */
  async assigned(input: object = {}): Promise<string> {
    const worksheetId = await this.worksheet(input);
    const participantIds = [apiId("person", this.clientId)];
    await done(this.coach, "assignWorksheet", { worksheetId, engagementId: this.engagementId, participantIds });
    const all = await this.client.ask("{ assignedWorksheets(last: 1, orderBy: CREATED) { nodes { id } } }");
    return all.assignedWorksheets.nodes[0].id;
  }

  /** Does something with an assigned worksheet. */
  act(name: string, input: object, by = this.client): Promise<AnyData> {
    return mutate(by, name, input, { answer: ASSIGNED });
  }

  async read(id: string, by = this.client): Promise<AnyData> {
    const query = `query($id: ID!) { ${ASSIGNED.replace("assignedWorksheet {", "assignedWorksheet(id: $id) {")} }`;
    return (await by.ask(query, { id })).assignedWorksheet;
  }

  /** The types of the events about worksheets. */
  async told(): Promise<string[]> {
    const text = "select type from event where firm_id = $1 and type like 'worksheet.%' order by seq";
    const { rows } = await this.stage.database.admin.query<{ type: string }>(text, [this.firm.firmId]);
    return rows.map(({ type }) => type);
  }
}
